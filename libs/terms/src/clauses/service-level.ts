import { Choice, Field, Nested, OneOf, Text, WholeNumber } from '@tallystick/documents';
import { type RoundingMode, roundingModes } from '@tallystick/quantities';
import type { CreditContext } from '../credit-rules/credit-rule-kind.js';
import { type AuthoredCredit, creditDocuments } from '../credit-rules/registry.js';
import { resolveCredit } from '../credit-rules/resolve-credit.js';
import {
  type AuthoredMeasure,
  laterMeasureKinds,
  measureDocuments,
  measureKindOf,
} from '../measures/registry.js';
import type { ServiceLevel, Window } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';
import { BonusTerms, resolveBonus } from './bonus.js';
import { lowVolumeDocuments, type LowVolumeTerms, resolveLowVolume } from './low-volume.js';
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
  const measure = kind.resolve(authored.measure, `${path}.measure`, resolution);
  const unit = kind.unit(authored.measure);
  const target = resolveTarget(authored.target, unit, `${path}.target`, resolution);
  const window: Window = { kind: 'period' };
  const lowVolume =
    authored.lowVolume &&
    resolveLowVolume(
      authored.lowVolume,
      kind.volume(authored.measure),
      kind.kind,
      `${path}.lowVolume`,
      resolution,
    );
  const context: CreditContext = {
    target,
    unit,
    measureKind: kind.kind,
    hasEvents: kind.hasEvents(authored.measure),
    window,
  };
  const credit = authored.credit && resolveCredit(authored.credit, context, `${path}.credit`, resolution);
  const bonus = authored.bonus && resolveBonus(authored.bonus, context, `${path}.bonus`, resolution);
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
    bonus,
  });
}
