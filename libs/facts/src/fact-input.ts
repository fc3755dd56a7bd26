import type { ErrorDetail } from '@tallystick/errors';
import { type FactType, factTypes } from './catalogue/catalogue.js';
import { factProblems } from './fact-check.js';
import { factInvalid } from './fact-errors.js';
import { type FactShape, factShapeOf } from './fact-shape.js';
import type { AssertedBy, Fact, FactInput, NewFact } from './fact.js';
import { describeValue } from './field-problems.js';
import { normaliseField } from './field-input.js';
import { isPlainObject } from './json/json-value.js';
import { nearestName } from '@tallystick/errors';
import { orderObject } from './new-fact.js';
import { toCurrentSchema } from './recorded-fact.js';
import type { StoredFact } from './upcasting.js';

/** What fills the gaps of an input line. */
export interface FactInputDefaults {
  readonly agreement?: string;
  readonly assertedBy?: AssertedBy;
}

/** The keys of the envelope that an input line may leave out. */
const mayBeAbsent: ReadonlySet<string> = new Set(['agreement', 'assertedBy', 'id', 'recordedAt']);

/**
 * Validates and normalises one fact as a person or another program writes it: `type`, `effectiveAt` and the payload
 * are needed; `schema` is the current one unless it says otherwise; `assertedBy` may be just the party; instants may
 * have any offset, decimals may be JSON numbers. `input` is what `parseStrictJson` gave; a fact of an older schema is
 * upcast.
 *
 * @param place where the input stands, for errors, e.g. `facts.ndjson line 14`.
 * @throws TallyError `fact-invalid` with the path and the mend of every wrong field.
 */
export function readFactInput(input: unknown, place: string, defaults: FactInputDefaults = {}): FactInput {
  const refuse = (problems: readonly ErrorDetail[]) =>
    factInvalid(
      `${place} is not a valid fact`,
      problems.map((problem) => ({ ...problem, place: `${place}: ${problem.place}` })),
    );
  if (!isPlainObject(input)) {
    throw refuse([
      { place: 'the line', problem: `${describeValue(input)} is not a fact.`, mend: 'Write { … }.' },
    ]);
  }
  const shape = typeof input['type'] === 'string' ? factShapeOf(input['type']) : undefined;
  if (shape === undefined) throw refuse([unknownType(input['type'])]);

  const filled: Record<string, unknown> = { ...defaults, schema: shape.schema, ...input };
  if (typeof filled['assertedBy'] === 'string') filled['assertedBy'] = { party: filled['assertedBy'] };
  const schema = filled['schema'];
  if (typeof schema !== 'number' || !Number.isInteger(schema) || schema < 1 || schema > shape.schema) {
    throw refuse([
      {
        place: 'schema',
        problem: `${describeValue(schema)} is not a schema of ${input['type'] as string}.`,
        mend:
          shape.schema === 1 ? 'Write 1, or leave it out.' : `Write 1 to ${shape.schema}, or leave it out.`,
      },
    ]);
  }
  const values = normaliseFact(shape, toCurrentSchema(filled as StoredFact));
  const problems = factProblems(shape, values, mayBeAbsent);
  if (problems.length > 0) throw refuse(problems);
  return orderObject(shape, values) as unknown as FactInput;
}

function normaliseFact(shape: FactShape, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const normalised: Record<string, unknown> = { ...values };
  for (const { name, value: kind } of shape.members) {
    if (normalised[name] !== undefined) normalised[name] = normaliseField(kind, normalised[name]);
  }
  return normalised;
}

function unknownType(type: unknown): ErrorDetail {
  if (typeof type !== 'string') {
    return {
      place: 'type',
      problem: type === undefined ? 'It is missing.' : `${describeValue(type)} is not a fact type.`,
      mend: 'Write a type of docs/reference/facts.md, e.g. "TicketOpened".',
    };
  }
  const nearest = nearestName(type, factTypes);
  return {
    place: 'type',
    problem: `There is no fact type ${JSON.stringify(type)}.`,
    mend: nearest === undefined ? 'docs/reference/facts.md lists the types.' : `Did you mean ${nearest}?`,
  };
}

/** What makes an input line a fact to be recorded. */
export interface NewFactCompletion {
  /** The id where the line has none. */
  readonly id: string;
  /** Who says so, where the line does not tell. */
  readonly assertedBy: AssertedBy;
}

/** A fact to be recorded from an input line. What the ledger sets itself (`agreement`, `recordedAt`) is left behind. */
export function newFactFromInput(input: FactInput, completion: NewFactCompletion): NewFact {
  const { agreement: _agreement, recordedAt: _recordedAt, ...fields } = input;
  return completed(input.type, { ...completion, ...fields }) as unknown as NewFact;
}

/** A whole fact from an input line, for calculations without a ledger (`tally evaluate`). */
export function factFromInput(
  input: FactInput,
  completion: NewFactCompletion & Pick<Fact, 'agreement' | 'recordedAt'>,
): Fact {
  return completed(input.type, { ...completion, ...input }) as unknown as Fact;
}

function completed(type: FactType, values: Record<string, unknown>): Record<string, unknown> {
  return orderObject(factShapeOf(type)!, values);
}
