import { Choice, Field, Nested, OneOf, Text, WholeNumber } from '@tallystick/documents';
import { type RoundingMode, roundingModes } from '@tallystick/quantities';
import type { CreditContext } from '../credit-rules/credit-rule-kind.js';
import { type AuthoredCredit, creditDocuments } from '../credit-rules/registry.js';
import { resolveCredit } from '../credit-rules/resolve-credit.js';
import { type AuthoredMeasure, measureDocuments, measureKindOf } from '../measures/registry.js';
import type { ServiceLevel, ServiceLevelCredit } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';
import { AboveForecastTerms, resolveAboveForecast } from './above-forecast.js';
import { baselineDocuments, type BaselineTerms, resolveBaseline } from './baseline.js';
import { BonusTerms, resolveBonus } from './bonus.js';
import { forEachDocuments, type ForEachTerms, resolveForEach } from './for-each.js';
import { lowVolumeDocuments, type LowVolumeTerms, resolveLowVolume } from './low-volume.js';
import { QualifyingTerms, resolveQualifying } from './qualifying.js';
import { resolveTarget, targetDocuments, type TargetTerms } from './target.js';
import { resolveWindow, wholePeriod, windowDocuments, type WindowTerms } from './window.js';

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
    meaning: 'What is measured.',
  })
  measure!: AuthoredMeasure;

  @OneOf({
    kinds: windowDocuments,
    optional: true,
    default: 'the period',
    meaning: 'Over which time it is measured.',
  })
  window?: WindowTerms;

  @OneOf({
    kinds: forEachDocuments,
    optional: true,
    default: 'one level',
    meaning:
      'One level for each of several values, with a result and a credit of its own. Its id is `level/value`; the id of ' +
      'the clause stands for all of them.',
  })
  forEach?: ForEachTerms;

  @OneOf({
    kinds: baselineDocuments,
    optional: true,
    default: 'the value stands for itself',
    meaning:
      'What the value is held against. It becomes a percentage of that, and target and bands are plain numbers: 110 is a ' +
      'tenth more.',
  })
  baseline?: BaselineTerms;

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

  @Nested(() => AboveForecastTerms, {
    optional: true,
    default: 'volume does not matter',
    meaning: 'What holds where more were counted than forecast.',
  })
  aboveForecast?: AboveForecastTerms;

  @Nested(() => QualifyingTerms, {
    optional: true,
    default: 'it is judged in every period',
    meaning: 'What must be so for it to be judged at all.',
  })
  qualifying?: QualifyingTerms;

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
    optional: true,
    default: 'a miss costs nothing',
    meaning: 'What a miss costs.',
  })
  credit?: AuthoredCredit;

  @Nested(() => BonusTerms, {
    optional: true,
    default: 'better than promised earns nothing',
    meaning: 'What a value earns that is better than promised.',
  })
  bonus?: BonusTerms;
}

export function resolveServiceLevel(
  authored: ServiceLevelClause,
  path: string,
  resolution: Resolution,
): ServiceLevel | undefined {
  const kind = measureKindOf(authored.measure);
  const forEach = optional(authored.forEach, (given) =>
    resolveForEach(given, authored.measure, kind, `${path}.forEach`, resolution),
  );
  const measureContext = { serviceLevel: authored.id, forEach };
  const measure = kind.resolve(authored.measure, `${path}.measure`, resolution, measureContext);
  const window = optional(authored.window, (given) =>
    resolveWindow(given, authored.measure, kind, `${path}.window`, resolution),
  );
  const ownUnit = kind.unit(authored.measure, resolution);
  const baseline = optional(
    authored.baseline,
    (given) => ownUnit && resolveBaseline(given, ownUnit, `${path}.baseline`, resolution),
  );
  const volume = kind.volume(authored.measure);
  const lowVolume = optional(authored.lowVolume, (given) =>
    resolveLowVolume(given, volume, kind.kind, `${path}.lowVolume`, resolution),
  );
  const aboveForecast = optional(authored.aboveForecast, (given) => {
    const context = { measureKind: kind.kind, volume, window: window ?? wholePeriod };
    return resolveAboveForecast(given, context, `${path}.aboveForecast`, resolution);
  });
  const qualifying = optional(authored.qualifying, (given) =>
    resolveQualifying(given, `${path}.qualifying`, resolution),
  );
  // Without a unit nothing that is written in it can be read; why there is none is a problem of another place.
  const unit = ownUnit && authored.baseline !== undefined ? 'number' : ownUnit;
  if (unit === undefined) return undefined;
  const target = resolveTarget(authored.target, unit, `${path}.target`, resolution);
  const context: CreditContext = {
    target,
    unit,
    measureKind: kind.kind,
    forEach,
    missedWithoutReport:
      authored.measure.kind === 'reported' && authored.measure.whenNotReported !== 'not-measured',
    hasEvents: kind.hasEvents(authored.measure),
    window: window ?? wholePeriod,
  };
  const credit = optional(authored.credit, (given) =>
    resolveCredit(given, context, `${path}.credit`, resolution),
  );
  if (baseline !== undefined && credit !== undefined) refuseLostTime(credit, `${path}.credit`, resolution);
  const bonus = optional(authored.bonus, (given) =>
    resolveBonus(given, context, `${path}.bonus`, resolution),
  );
  if (measure === undefined || target === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    title: authored.title,
    text: authored.text,
    measure,
    window: window ?? wholePeriod,
    forEach,
    instance: undefined,
    baseline,
    measuredTo:
      authored.measuredTo &&
      Object.freeze({ places: authored.measuredTo.places, mode: authored.measuredTo.rounding }),
    target,
    lowVolume,
    aboveForecast,
    qualifying,
    whenEmpty: authored.whenEmpty ?? 'not-measured',
    notMeasuredInARun: authored.notMeasuredInARun ?? 'breaks',
    credit,
    bonus,
  });
}

/** What a key that may be left out means, where it is there. */
function optional<Authored, Meaning>(
  authored: Authored | undefined,
  resolve: (authored: Authored) => Meaning | undefined,
): Meaning | undefined {
  return authored === undefined ? undefined : resolve(authored);
}

/** A target that is a percentage of a baseline allows no downtime of its own, so none is lost beyond it. */
function refuseLostTime({ rule }: ServiceLevelCredit, path: string, resolution: Resolution): void {
  const perUnit = rule.kind === 'per-unit' && rule.beyond === 'lost-time';
  const refund = rule.kind === 'refund' && rule.lost === 'beyond-target';
  if (!perUnit && !refund) return;
  resolution.problem(
    perUnit ? `${path}.perUnit.beyond` : `${path}.refund.lost`,
    'With a `baseline` the target allows no downtime, so there is none beyond it.',
    perUnit ? 'Write `beyond: value`.' : 'Write `lost: all`.',
  );
}
