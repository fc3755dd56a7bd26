import { compareText } from '@tallystick/quantities';

/** A path at which two statements differ, and what stands there; absent on one side: undefined. */
export interface StatementDifference {
  /** E.g. `serviceLevels[2].parts[0].value.decimal`. */
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** Every path at which two statements (or any two plain values) differ, in canonical order of the keys. */
export function compareStatements(left: unknown, right: unknown): StatementDifference[] {
  const differences: StatementDifference[] = [];
  collect('', left, right, differences);
  return differences;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collect(path: string, left: unknown, right: unknown, differences: StatementDifference[]): void {
  if (Object.is(left, right)) return;
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
      collect(`${path}[${index}]`, left[index], right[index], differences);
    }
  } else if (isObject(left) && isObject(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    for (const key of [...keys].sort(compareText)) {
      collect(path === '' ? key : `${path}.${key}`, left[key], right[key], differences);
    }
  } else {
    differences.push({ path, left, right });
  }
}
