import { Choice, Field, joinPath, ListOf, shape } from '@tallystick/documents';
import type { Qualifying } from '../model/service-level.js';
import type { LevelReference } from '../resolution/level-outline.js';
import type { Resolution } from '../resolution/resolution.js';
import { words } from '../resolution/words.js';

export class QualifyingLevel {
  @Field(words.id, {
    meaning: 'The id of another service level. One with `forEach` stands for all its instances.',
  })
  serviceLevel!: string;

  @Choice(['met', 'not-missed'], {
    optional: true,
    default: '`met`',
    meaning: 'What it has to be in the same period. `not-missed` holds where it is not measured as well.',
  })
  is?: 'met' | 'not-missed';
}

export class QualifyingObligation {
  @Field(words.id, {
    meaning:
      'The id of an obligation or review; everything of it that was due in the period was done in time.',
  })
  obligation!: string;
}

export class QualifyingTerms {
  @ListOf(
    shape.oneOf({ kinds: { serviceLevel: () => QualifyingLevel, obligation: () => QualifyingObligation } }),
    { min: 1, meaning: 'What must be so for the level to be judged; all of it.' },
  )
  when!: readonly (QualifyingLevel | QualifyingObligation)[];

  @Choice(['not-measured', 'met', 'missed'], {
    optional: true,
    default: '`not-measured`',
    meaning: 'What the period counts as where it is not so.',
  })
  else?: Qualifying['otherwise'];
}

/** The levels that the conditions read. */
export function qualifyingReads({ when }: QualifyingTerms, path: string): readonly LevelReference[] {
  return when.flatMap((condition, index) =>
    'serviceLevel' in condition
      ? [
          {
            serviceLevel: condition.serviceLevel,
            path: `${joinPath(`${path}.when`, index)}.serviceLevel`,
          },
        ]
      : [],
  );
}

export function resolveQualifying(
  authored: QualifyingTerms,
  path: string,
  resolution: Resolution,
): Qualifying | undefined {
  const before = resolution.problems.length;
  const seen = new Map<string, string>();
  const conditions = authored.when.map((condition, index): Qualifying['conditions'][number] => {
    const place = joinPath(`${path}.when`, index);
    const isLevel = 'serviceLevel' in condition;
    const key = isLevel ? 'serviceLevel' : 'obligation';
    const id = isLevel ? condition.serviceLevel : condition.obligation;
    const names = isLevel ? resolution.serviceLevels : resolution.obligations;
    names.find(id, `${place}.${key}`, resolution);
    const first = seen.get(`${key} ${id}`);
    if (first === undefined) seen.set(`${key} ${id}`, place);
    else resolution.problem(place, `\`${id}\` stands at ${first} already.`, 'Keep one of the two.');
    return Object.freeze(
      isLevel
        ? { kind: 'service-level', serviceLevel: id, is: condition.is ?? 'met' }
        : { kind: 'obligation', obligation: id },
    );
  });
  if (resolution.problems.length > before) return undefined;
  return Object.freeze({
    conditions: Object.freeze(conditions),
    otherwise: authored.else ?? 'not-measured',
  });
}
