import type { Session } from '../session.js';

/** Prints one JSON object on a line where `--json` was asked for, and the text for people otherwise. */
export async function print(session: Session, shape: unknown, text: () => string): Promise<void> {
  await session.terminal.out(session.json ? `${JSON.stringify(shape)}\n` : text());
}

/** `1 fact`, `2 facts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(String(count))} ${count === 1 ? one : many}`;
}

/** A plain decimal with a thin grouping of its whole digits: `12,345.60`. */
export function groupDigits(decimal: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}
