/** Whether a level is one of those named; a name stands for all instances of a `forEach` level (`level/value`). */
export function isNamed(names: readonly string[], serviceLevel: string): boolean {
  return names.some((name) => name === serviceLevel || serviceLevel.startsWith(`${name}/`));
}
