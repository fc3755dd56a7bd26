import { Choice, Field, ListOf } from '@tallystick/documents';
import { type AuthoredChargeBase, chargeBase } from '../clauses/charge-base.js';
import { joined } from '../describe/words.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, nameList, readReach } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { describeWindow } from './exit-window.js';
import { describeThreshold, readThreshold, type SumOf, thresholdText } from './sum-threshold.js';

const sums = ['credits', 'points', 'downtime', 'missed-levels', 'misses'] as const;

export class SumOverTerms {
  @Choice(sums, {
    meaning:
      'What is added up: the `credits` that were payable, the `points`, the `downtime` of services, how many levels were ' +
      'missed (`missed-levels`), or the single `misses` that levels counted.',
  })
  sumOf!: SumOf;

  @Field(thresholdText, {
    optional: true,
    meaning:
      'Reached by this sum and every higher one. Of credits `30 percent` of the charges named in `of`, or money; of ' +
      'points `50 points`; of downtime a time such as `24h`; of missed levels and misses a number. Exactly one of ' +
      '`atLeast` and `moreThan` is written.',
  })
  atLeast?: string;

  @Field(thresholdText, { optional: true, meaning: 'Reached by every higher sum, not by this one.' })
  moreThan?: string;

  @Field(chargeBase, {
    optional: true,
    meaning: 'For a percentage, and only there: the charges, over the same periods.',
  })
  of?: AuthoredChargeBase;

  @ListOf(words.id, {
    optional: true,
    min: 1,
    default: 'all',
    meaning: 'Of points, missed levels and misses: whose. The ids of service levels.',
  })
  serviceLevels?: readonly string[];

  @ListOf(words.id, {
    optional: true,
    min: 1,
    default: 'none',
    meaning: 'Of points, missed levels and misses: the ids of the service levels that do not count.',
  })
  except?: readonly string[];

  @Field(words.names, {
    optional: true,
    meaning: 'Of downtime, and required there: the service, or several.',
  })
  service?: string | readonly string[];

  @Field(words.reach, {
    meaning: 'Over the last so many periods, the current one among them; or over the `contract year` so far.',
  })
  over!: string;
}

export const sumOver: ExitKindOf<'sum-over', SumOverTerms> = {
  kind: 'sum-over',
  documents: { sumOf: SumOverTerms },
  resolve(authored, path, resolution) {
    checkLevels(authored, path, resolution);
    checkServices(authored, path, resolution);
    const { atLeast, moreThan, sumOf } = authored;
    if ((atLeast === undefined) === (moreThan === undefined)) {
      return resolution.problem(
        path,
        atLeast === undefined ? 'It has no threshold.' : '`atLeast` and `moreThan` exclude each other.',
        'Write exactly one of `atLeast` and `moreThan`.',
      );
    }
    const key = atLeast === undefined ? 'moreThan' : 'atLeast';
    const threshold = readThreshold(authored, (atLeast ?? moreThan)!, `${path}.${key}`, path, resolution);
    if (threshold === undefined) return undefined;
    return Object.freeze({
      kind: 'sum-over',
      sumOf,
      serviceLevels: authored.serviceLevels && Object.freeze([...authored.serviceLevels]),
      except: Object.freeze([...(authored.except ?? [])]),
      services: nameList(authored.service ?? []),
      threshold,
      strict: moreThan !== undefined,
      window: readReach(authored.over),
    });
  },
  describe({ sumOf, threshold, strict, window, serviceLevels, except, services }, _unitOf, money) {
    const what = {
      credits: 'the credits',
      points: 'the points',
      downtime: `the downtime of ${joined(services)}`,
      'missed-levels': 'the missed service levels',
      misses: 'the single misses',
    }[sumOf];
    const whose =
      serviceLevels !== undefined
        ? ` for ${joined(serviceLevels)}`
        : except.length === 0
          ? ''
          : `, those for ${joined(except)} left out,`;
    return (
      `${what}${whose} ${sumOf === 'downtime' ? 'in' : 'of'} ${describeWindow(window)} come${sumOf === 'downtime' ? 's' : ''} to ` +
      `${strict ? 'more than' : 'at least'} ${describeThreshold(threshold, money)}`
    );
  },
};

/** What is payable together cannot be told apart by level, and downtime is of services. */
function checkLevels(authored: SumOverTerms, path: string, resolution: Resolution): void {
  const { sumOf, serviceLevels, except } = authored;
  for (const key of ['serviceLevels', 'except'] as const) {
    const ids = authored[key];
    if (ids === undefined) continue;
    if (sumOf === 'credits' || sumOf === 'downtime') {
      resolution.problem(
        `${path}.${key}`,
        `It has no effect on ${sumOf}.`,
        sumOf === 'credits'
          ? 'Leave it out: it is the credits of the agreement that are payable.'
          : 'Name `service` instead.',
      );
      continue;
    }
    checkDistinct(ids, `${path}.${key}`, resolution);
    ids.forEach((id, index) => resolution.serviceLevels.find(id, `${path}.${key}[${index}]`, resolution));
  }
  if (serviceLevels !== undefined && except !== undefined) {
    resolution.problem(
      `${path}.except`,
      '`serviceLevels` says already which count.',
      'Keep one of `serviceLevels` and `except`.',
    );
  }
}

function checkServices({ sumOf, service }: SumOverTerms, path: string, resolution: Resolution): void {
  if (sumOf === 'downtime' && service === undefined) {
    resolution.problem(`${path}.service`, 'It is missing.', 'Say of which services the downtime is.');
  }
  if (sumOf !== 'downtime' && service !== undefined) {
    resolution.problem(`${path}.service`, `It has no effect on ${sumOf}.`, 'Leave it out.');
  }
  if (typeof service === 'object') checkDistinct(service, `${path}.service`, resolution);
}
