/**
 * Whether a list of ids in the terms means a level, or the thing that a credit is for: it names the level itself or, of
 * one of several (`level/value`), the `forEach` level that it stands for. An absent list means all. `instancesOf` finds
 * the results that one id means.
 */
export function namesLevel(names: readonly string[] | undefined, { id }: { readonly id: string }): boolean {
  return names === undefined || names.some((name) => name === id || id.startsWith(`${name}/`));
}
