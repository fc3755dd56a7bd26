import { Choice, Field, Nested, OneOf, Text, WholeNumber } from '@tallystick/documents';
import { type RoundingMode, roundingModes } from '@tallystick/quantities';
import {
  type AuthoredCredit,
  creditDocuments,
  creditRuleKindOf,
  laterCreditKeys,
  pricesOf,
} from '../credit-rules/registry.js';
import {
  type AuthoredMeasure,
  laterMeasureKinds,
  measureDocuments,
  measureKindOf,
} from '../measures/registry.js';
import type { MeasureKindOf } from '../measures/measure-kind.js';
import type { MeasureKind as KindName } from '../model/measure.js';
import type { Price, ServiceLevel, ServiceLevelCredit, Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, positiveNumber } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { lowVolumeDocuments, type LowVolumeTerms, resolveLowVolume } from './low-volume.js';
import { readPrice } from './price.js';
import { resolveTarget, targetDocuments, type TargetTerms } from './target.js';

export class MeasuredTo {
  @WholeNumber({ max: 12, meaning: 'To so many decimal places; of a time, of its seconds.' })
  places!: number;

  @Choice(roundingModes, { meaning: 'How. `half-up` moves a half away from zero.' })
  rounding!: RoundingMode;
}

export class ServiceLevelClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: aboutClause.title })
  title?: string;

  @Text({ optional: true, meaning: aboutClause.text })
  text?: string;

  @OneOf({
    by: 'kind',
    kinds: measureDocuments,
    notYet: laterMeasureKinds,
    meaning: 'What is measured.',
  })
  measure!: AuthoredMeasure;

  @Nested(() => MeasuredTo, {
    optional: true,
    default: 'it is never rounded',
    meaning: 'The measured value is rounded before it is compared.',
  })
  measuredTo?: MeasuredTo;

  @OneOf({
    kinds: targetDocuments,
    meaning: 'What the value must come to: percent for shares, a time such as 4h for times, else a number.',
  })
  target!: TargetTerms;

  @OneOf({
    kinds: lowVolumeDocuments,
    optional: true,
    default: 'volume does not matter',
    meaning: 'What holds where few were counted.',
  })
  lowVolume?: LowVolumeTerms;

  @Choice(['not-measured', 'met', 'missed'], {
    optional: true,
    default: '`not-measured`',
    meaning: 'What a period counts as in which there was nothing to measure.',
  })
  whenEmpty?: ServiceLevel['whenEmpty'];

  @Choice(['breaks', 'skipped'], {
    optional: true,
    default: '`breaks`',
    meaning: 'What a period that is not measured does to a run of misses: it ends it, or it is passed over.',
  })
  notMeasuredInARun?: ServiceLevel['notMeasuredInARun'];

  @OneOf({
    kinds: creditDocuments,
    notYet: laterCreditKeys,
    optional: true,
    default: 'a miss costs nothing',
    meaning: 'What a miss costs.',
  })
  credit?: AuthoredCredit;
}

export function resolveServiceLevel(
  authored: ServiceLevelClause,
  path: string,
  resolution: Resolution,
): ServiceLevel | undefined {
  const kind = measureKindOf(authored.measure);
  const measure = kind.resolve(authored.measure, `${path}.measure`, resolution);
  const unit = kind.unit(authored.measure);
  const target = resolveTarget(authored.target, unit, `${path}.target`, resolution);
  const lowVolume =
    authored.lowVolume &&
    resolveLowVolume(
      authored.lowVolume,
      kind.volume(authored.measure),
      kind.kind,
      `${path}.lowVolume`,
      resolution,
    );
  const credit =
    authored.credit && resolveCredit(authored, authored.credit, kind, target, `${path}.credit`, resolution);
  if (measure === undefined || target === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    title: authored.title,
    text: authored.text,
    measure,
    measuredTo:
      authored.measuredTo &&
      Object.freeze({ places: authored.measuredTo.places, mode: authored.measuredTo.rounding }),
    target,
    lowVolume,
    whenEmpty: authored.whenEmpty ?? 'not-measured',
    notMeasuredInARun: authored.notMeasuredInARun ?? 'breaks',
    credit,
  });
}

function resolveCredit(
  serviceLevel: ServiceLevelClause,
  authored: AuthoredCredit,
  kind: MeasureKindOf<KindName>,
  target: Target | undefined,
  path: string,
  resolution: Resolution,
): ServiceLevelCredit | undefined {
  const context = {
    target,
    unit: kind.unit(serviceLevel.measure),
    measureKind: kind.kind,
    hasEvents: kind.hasEvents(serviceLevel.measure),
  };
  const rule = creditRuleKindOf(authored).resolve(authored, context, path, resolution);
  const of = authored.of ?? [];
  resolution.checkCharges(of, `${path}.of`);
  checkDistinct(of, `${path}.of`, resolution);
  const factor =
    authored.repeat && positiveNumber(authored.repeat.factor, `${path}.repeat.factor`, resolution);
  const atMost = authored.atMost && readPrice(authored.atMost, `${path}.atMost`, resolution);
  if (rule === undefined) return undefined;
  const prices = pricesOf(rule);
  if (of.length === 0 && [...prices, atMost].some((price) => price?.kind === 'percent')) {
    resolution.problem(
      `${path}.of`,
      'Percentages are of no charge.',
      'Name the ids of the charges, e.g. `of: [managed]`.',
    );
  }
  checkCommensurable(prices, atMost, `${path}.atMost`, resolution);
  return Object.freeze({
    rule,
    of: Object.freeze([...of]),
    repeat:
      authored.repeat === undefined || factor === undefined
        ? undefined
        : Object.freeze({ factor, inARow: authored.repeat.inARow }),
    atMost,
  });
}

/** Points are no money, so a limit in points cannot hold money, nor one in money points. */
function checkCommensurable(
  prices: readonly Price[],
  atMost: Price | undefined,
  path: string,
  resolution: Resolution,
): void {
  if (atMost === undefined) return;
  const points = atMost.kind === 'points';
  if (prices.every((price) => (price.kind === 'points') !== points)) {
    resolution.problem(
      path,
      points
        ? 'It limits points, but no price is in points.'
        : 'It limits money, but every price is in points.',
      points ? 'Write `percent` or `amount`.' : 'Write `points`.',
    );
  }
}
