import { invariant, TallyError } from '@tallystick/errors';

/** A fact as its canonical text holds it, at whatever schema it was recorded with. */
export interface StoredFact {
  readonly type: string;
  readonly schema: number;
  readonly [key: string]: unknown;
}

/** How one version of a payload becomes the next. The canonical bytes are never touched: only what is read changes. */
export interface Upcaster {
  readonly type: string;
  readonly fromSchema: number;
  /** Gets the whole flat fact and gives it back at `fromSchema` + 1; `schema` itself is set for it. Pure. */
  readonly upcast: (fact: StoredFact) => Readonly<Record<string, unknown>>;
}

/** Brings a stored fact to the current schema of its type. A fact that is there already is given back as it is. */
export type Upcasting = (fact: StoredFact) => StoredFact;

/**
 * Makes an upcasting from the current schema of each type and the steps between them.
 *
 * @throws TallyError `internal-invariant` where a step from 1 up to the current schema is missing, double or beyond it.
 */
export function upcastingOf(
  currentSchemas: ReadonlyMap<string, number>,
  upcasters: readonly Upcaster[],
): Upcasting {
  const steps = new Map<string, (Upcaster | undefined)[]>();
  for (const [type, schema] of currentSchemas)
    steps.set(type, new Array<undefined>(schema - 1).fill(undefined));
  for (const upcaster of upcasters) {
    const ofType = steps.get(upcaster.type);
    const index = upcaster.fromSchema - 1;
    const place = `${upcaster.type} from schema ${upcaster.fromSchema}`;
    invariant(
      ofType !== undefined && index in ofType,
      `the upcaster of ${place} leads to a schema of the catalogue`,
    );
    invariant(ofType[index] === undefined, `there is one upcaster of ${place}`);
    ofType[index] = upcaster;
  }
  for (const [type, ofType] of steps) {
    invariant(!ofType.includes(undefined), `each schema of ${type} has an upcaster to the next`);
  }

  return (fact) => {
    const current = currentSchemas.get(fact.type);
    if (current !== undefined && fact.schema === current) return fact;
    if (current === undefined || !Number.isInteger(fact.schema) || fact.schema < 1 || fact.schema > current) {
      throw unknownSchema(fact, current);
    }
    let upcast = fact;
    for (const step of steps.get(fact.type)!.slice(fact.schema - 1)) {
      upcast = { ...step!.upcast(upcast), type: fact.type, schema: upcast.schema + 1 };
    }
    return upcast;
  };
}

function unknownSchema(fact: StoredFact, current: number | undefined): TallyError {
  const problem =
    current === undefined
      ? `There is no fact type ${JSON.stringify(fact.type)}.`
      : `${fact.type} has the schemas 1 to ${current}, not ${JSON.stringify(fact.schema)}.`;
  const mend = 'Read it with a version of the program that knows it.';
  return new TallyError('fact-invalid', `The fact cannot be read: ${problem} ${mend}`, [
    { place: current === undefined ? 'type' : 'schema', problem, mend },
  ]);
}
