import type { Session } from '../session.js';

/**
 * Prints one JSON object on a line where `--json` was asked for, and the text for people otherwise. Whoever has the ledger and
 * its keys reads personal text as it was written.
 */
export async function print(session: Session, shape: unknown, text: () => string): Promise<void> {
  const { json, personalTexts, terminal } = session;
  const answer = json ? `${JSON.stringify(shape)}\n` : text();
  await terminal.out(personalTexts.opener?.text(answer, json) ?? answer);
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
