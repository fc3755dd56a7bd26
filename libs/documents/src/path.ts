const plainKeyPattern = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * The path of a member or an item: `serviceLevels[2].credit.bands[1].below`; a key that is not a plain word stands in
 * brackets and quotes, e.g. `overrides["2025-12-24"]`. The whole document has the path ``.
 */
export function joinPath(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!plainKeyPattern.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

/** The path of what holds the thing at `path`, or nothing for the whole document. */
export function parentPath(path: string): string | undefined {
  if (path === '') return undefined;
  const match = /^(.*?)(?:\.?[A-Za-z_][A-Za-z0-9_-]*|\[\d+\]|\["(?:[^"\\]|\\.)*"\])$/s.exec(path);
  return match?.[1] ?? '';
}

/** Where a path stands in the text it was read from, e.g. `contract.yaml:14:7`; nothing where that is not known. */
export type PlaceOf = (path: string) => string | undefined;

/** The place of an error, for people: the path, and where it stands in the file. */
export function placeText(path: string, placeOf: PlaceOf | undefined): string {
  const name = path === '' ? 'the document' : path;
  const place = placeOf?.(path);
  return place === undefined ? name : `${name} (${place})`;
}
