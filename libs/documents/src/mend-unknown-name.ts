import { nearestName } from '@tallystick/errors';

/** How an error about an unknown name is mended: the near name, or the list of those there are. */
export function mendUnknownName(name: string, known: readonly string[], what: string): string {
  const near = nearestName(name, known);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (known.length === 0) return `There is no ${what} here.`;
  return `The ${what}s here are: ${known.join(', ')}.`;
}
