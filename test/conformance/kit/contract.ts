import { readdirSync, readFileSync } from 'node:fs';
import { pinnedZoneTable } from '@tallystick/calendar';
import { expect, test } from 'vitest';
import type { Statement } from '@tallystick/engine';
import { readTerms, type Terms } from '@tallystick/terms';
import { type FactLine, Scenario } from '../../../libs/engine/src/testing/scenario.js';

/** Terms documents of whole contracts in a folder, and worked examples of them through the whole engine. */
export interface Contract {
  readonly id: string;
  readonly yaml: string;
}

/** A worked example: what happened, and what stands in the statements of the periods named. */
export interface WorkedExample {
  readonly facts: readonly FactLine[];
  /** Amendments in YAML and when each was recorded, on top of the document. */
  readonly amended?: readonly (readonly [yaml: string, recordedAt: string])[];
  /** Words of the document that this example has otherwise; each has to stand there exactly once. */
  readonly instead?: Readonly<Record<string, string>>;
  /** When the last fact is known. Default: when it was recorded. */
  readonly knownOn?: string;
  /** By the label of a period: figures by path, such as `serviceLevels.uptime.verdict` (lists are read by id). */
  readonly gives: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The contracts whose documents stand in a folder. */
export function contractsIn(folder: URL): Contract[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => contractOf(folder, name.replace('.yaml', '')));
}

export function contractOf(folder: URL, id: string): Contract {
  return { id, yaml: readFileSync(new URL(`${id}.yaml`, folder), 'utf8') };
}

export function termsOf({ id, yaml }: Contract): Terms {
  return readTerms(yaml, `${id}.yaml`, pinnedZoneTable());
}

/** A test of one worked example of a contract. */
export function worked(contract: Contract, name: string, example: WorkedExample): void {
  test(name, () => {
    const scenario = new Scenario(contract.id);
    scenario.sign(otherwise(contract.yaml, example.instead ?? {}));
    scenario.record(...inOrder(example.facts));
    for (const [yaml, recordedAt] of example.amended ?? []) scenario.amend(yaml, recordedAt);
    for (const [period, gives] of Object.entries(example.gives)) {
      const statement = scenario.statement(
        period,
        example.knownOn === undefined ? undefined : `${example.knownOn}T23:59:59Z`,
      );
      const found = Object.fromEntries(Object.keys(gives).map((path) => [path, at(statement, path)]));
      expect({ [period]: found }).toEqual({ [period]: gives });
    }
  });
}

function otherwise(yaml: string, instead: Readonly<Record<string, string>>): string {
  return Object.entries(instead).reduce((text, [from, to]) => {
    expect(text.split(from).length - 1, `"${from}" stands once in the document`).toBe(1);
    return text.replace(from, to);
  }, yaml);
}

/** Facts in the order in which they happened; of those of the same instant the order they are written in stays. */
export function inOrder(facts: readonly FactLine[]): FactLine[] {
  return [...facts].sort((a, b) => Date.parse(a.effectiveAt) - Date.parse(b.effectiveAt));
}

/** What stands at a path; an entry of a list is named by its id, key or period, or by its place. */
export function at(statement: Statement, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => {
    if (!Array.isArray(found)) return (found as Readonly<Record<string, unknown>> | null | undefined)?.[name];
    const entries = found as readonly Readonly<Record<string, unknown>>[];
    return entries.find(({ id, key, period }) => [id, key, period].includes(name)) ?? entries[Number(name)];
  }, statement);
}
