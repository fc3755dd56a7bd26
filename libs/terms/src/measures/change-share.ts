import { Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { joined } from '../describe/words.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type ChangeOutcome, changeOutcomes, changeOutcomeWord } from './count.js';
import { type MeasureKindOf, stretchWindows } from './measure-kind.js';

const changeTypes = ['standard', 'normal', 'emergency'] as const;
type ChangeType = (typeof changeTypes)[number];

export class ChangeScopeTerms {
  @Field(words.names, { optional: true, default: 'all', meaning: 'Services.' })
  service?: string | readonly string[];

  @Field(
    shape.either({
      text: shape.choice(changeTypes),
      list: shape.list(shape.choice(changeTypes), { min: 1 }),
    }),
    {
      optional: true,
      default: 'all',
      meaning: 'Types of change. One whose type is not known is of none of them.',
    },
  )
  changeType?: ChangeType | readonly ChangeType[];
}

export class ChangeShareTerms {
  @Text({
    meaning:
      '`change-share`: finished changes with a good outcome, as a percentage of all that finished or were found ' +
      'unauthorised in the period.',
  })
  kind!: 'change-share';

  @ListOf(shape.choice(changeOutcomes), {
    optional: true,
    min: 1,
    default: '`[successful]`',
    meaning: 'The outcomes that are good.',
  })
  good?: readonly ChangeOutcome[];

  @Nested(() => ChangeScopeTerms, {
    optional: true,
    default: 'all changes',
    meaning: 'Which changes are looked at.',
  })
  where?: ChangeScopeTerms;
}

export const changeShare: MeasureKindOf<'change-share', ChangeShareTerms> = {
  kind: 'change-share',
  document: ChangeShareTerms,
  resolve({ good = ['successful'], where = {} }, path, resolution) {
    checkDistinct(good, `${path}.good`, resolution);
    if (changeOutcomes.every((outcome) => good.includes(outcome))) {
      resolution.problem(`${path}.good`, 'Every outcome is good, so no change can miss.', 'Leave one out.');
    }
    const read = <Name extends string>(
      key: keyof ChangeScopeTerms,
      names: Name | readonly Name[] | undefined,
    ) => {
      if (names === undefined) return undefined;
      if (typeof names !== 'string') checkDistinct(names, `${path}.where.${key}`, resolution);
      return Object.freeze(typeof names === 'string' ? [names] : [...names]);
    };
    return Object.freeze({
      kind: 'change-share',
      where: Object.freeze({
        service: read('service', where.service),
        changeType: read('changeType', where.changeType),
      }),
      good: Object.freeze([...good]),
    });
  },
  unit: () => 'percent',
  unitOf: () => 'percent',
  volume: () => 'with-misses',
  hasEvents: () => true,
  windows: () => stretchWindows,
  forEachKeys: () => ['service'],
  describe({ where, good }) {
    const types = where.changeType === undefined ? 'changes' : `${joined(where.changeType, 'or')} changes`;
    const of = where.service === undefined ? types : `${types} of ${joined(where.service, 'or')}`;
    return `the share of finished ${of} that were ${joined(good.map(changeOutcomeWord), 'or')}`;
  },
};
