import type { CreditPart } from '../credits.js';
import type { ExitStatus } from '../exits.js';
import type { Because, DateText, DecimalText, MoneyFigure, MoneyText } from '../figures.js';
import type { ServiceLevelPart, ServiceLevelStatement, Settlement, Statement } from '../statement.js';

type CreditPart1 = Omit<CreditPart, 'surcharge' | 'events'>;

interface CreditLine1 extends MoneyFigure {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly parts: readonly CreditPart1[];
  readonly because: Because;
}

interface PointsLine1 {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly points: DecimalText;
  readonly parts: readonly CreditPart1[];
  readonly because: Because;
}

interface CapLine1 extends MoneyFigure {
  readonly reached: boolean;
  readonly lost: MoneyText;
  readonly because: Because;
}

export interface ExitStatus1 extends Pick<
  ExitStatus,
  | 'id'
  | 'clause'
  | 'condition'
  | 'scope'
  | 'threshold'
  | 'unit'
  | 'by'
  | 'exerciseBy'
  | 'cureDays'
  | 'noticeDays'
  | 'heldIn'
  | 'window'
  | 'because'
> {
  readonly state: 'clear' | 'watch' | 'armed';
  readonly since: { readonly period: string; readonly from: DateText };
  readonly reached: DecimalText;
  readonly distance: DecimalText;
}

/** A statement in format 1, as sealed before the whole contract language (decision 13). */
export interface Statement1 extends Omit<
  Statement,
  | 'format'
  | 'serviceLevels'
  | 'credits'
  | 'points'
  | 'settlement'
  | 'exits'
  | 'bonuses'
  | 'earnBacks'
  | 'obligations'
  | 'reliefs'
  | 'accountability'
> {
  readonly format: 1;
  readonly serviceLevels: readonly (Omit<ServiceLevelStatement, 'instance' | 'parts'> & {
    readonly parts: readonly Omit<ServiceLevelPart, 'window'>[];
  })[];
  readonly credits: {
    readonly lines: readonly CreditLine1[];
    readonly combined: MoneyFigure;
    readonly cap: CapLine1 | null;
    readonly payable: MoneyText;
    readonly because: Because;
  };
  readonly points: {
    readonly lines: readonly PointsLine1[];
    readonly total: DecimalText;
    readonly because: Because;
  };
  readonly settlement: Omit<Settlement, 'bonuses' | 'earnBacks' | 'net'>;
  readonly exits: readonly ExitStatus1[];
}
