import { Int, ObjectType } from '@nestjs/graphql';
import type * as engine from '@tallystick/engine';
import { Has, HasMany, Kept, Node } from '../common/index.js';
import { MidPeriod, Rounding } from '../enums/figures.js';
import { enumOf } from '../enums/enum-of.js';
import { Digest, Instant, Position } from '../scalars/index.js';
import { Accountability } from './accountability.js';
import { Credits, Points } from './credits.js';
import { ExitStatus } from './exits.js';
import { Parties } from './figures.js';
import { Obligations, Relief } from './obligations.js';
import { ChargeLine, MeasurementPeriod, SealedZones, TermsOfPeriod } from './period.js';
import { Bonuses, EarnBacks } from './rewards.js';
import { ServiceLevelResult } from './service-levels.js';
import { Adjustment, IncompleteTicket, OpenContest, Settlement } from './settlement.js';

export const StatementBasis = enumOf<'sealed' | 'as-known'>(
  'StatementBasis',
  'Which statement of a period is meant.',
  {
    sealed: 'As it was stated and sealed; it never changes.',
    'as-known': 'As the period comes to as known at `knownAt`.',
  },
);

@ObjectType({ description: 'What is known: the last fact, and when it was recorded.' })
export class KnownPoint {
  @Has(() => Position, 'The position of the last fact known.')
  readonly position!: number;

  @Has(() => Instant, 'When it was recorded (axis of recording).')
  readonly recordedAt!: string;
}

@ObjectType({ description: 'The currency of an agreement.' })
export class Currency {
  @Has(() => String, 'Its ISO 4217 code.')
  readonly code!: string;

  @Has(() => Int, 'The decimal places of its amounts.')
  readonly decimalPlaces!: number;
}

@ObjectType({
  implements: () => [Node],
  description:
    'What a period comes to: service levels, credits, obligations, exit rights, and what is owed. A pure function of the agreement, the ' +
    'period, what is known (`knownAt`) and when running clocks are read (`valuedAt`).',
})
export class Statement extends Node implements Omit<engine.Statement, 'terms'> {
  /** The engine's own, which `canonical`, `digest`, `document` and explanations are made from. */
  @Kept()
  readonly statement!: engine.Statement;

  /** Of a sealed statement, the bytes that were sealed. */
  @Kept()
  readonly sealedText!: string | undefined;

  @Has(() => String, 'The agreement.', { name: 'agreementName' })
  readonly agreement!: string;

  @Has(() => StatementBasis, 'Whether it is as stated and sealed, or as known.', { name: 'as' })
  readonly basis!: 'sealed' | 'as-known';

  @Has(() => Int, 'The version of the statement’s format.')
  readonly format!: 2;

  @Has(() => Int, 'The version of the rules of calculation that the terms were signed under.')
  readonly semantics!: 1;

  @Has(() => String, 'What the agreement is called.')
  readonly title!: string;

  @Has(() => Parties, 'Who made the agreement.')
  readonly parties!: Parties;

  @Has(() => Currency, 'The currency of every amount.')
  readonly currency!: Currency;

  @Has(() => Rounding, 'How amounts are rounded.')
  readonly rounding!: engine.Statement['rounding'];

  @Has(() => MeasurementPeriod, 'The period.')
  readonly period!: MeasurementPeriod;

  @Has(() => KnownPoint, 'Up to which fact it knows (axis of recording).')
  readonly knownAt!: KnownPoint;

  @Has(() => Instant, 'When running clocks are read.')
  readonly valuedAt!: string;

  @Has(() => Digest, 'The ledger’s chain hash at the last fact known.', {
    name: 'chainHash',
    from: ({ chainHash }: engine.Statement['ledger']) => chainHash,
  })
  readonly ledger!: engine.Statement['ledger'];

  @HasMany(() => TermsOfPeriod, 'The versions of the terms on days of the period.', { rows: 1 })
  readonly terms!: readonly TermsOfPeriod[];

  @Has(() => MidPeriod, 'Which of them govern it.')
  readonly midPeriod!: engine.Statement['midPeriod'];

  @Has(() => SealedZones, 'The time zones that it used.')
  readonly zones!: SealedZones;

  @HasMany(() => ChargeLine, 'The charges of the period.')
  readonly charges!: readonly ChargeLine[];

  @HasMany(() => ServiceLevelResult, 'The service levels.')
  readonly serviceLevels!: readonly ServiceLevelResult[];

  @Has(() => Credits, 'What the client is credited.')
  readonly credits!: Credits;

  @Has(() => Points, 'Points, beside the money.')
  readonly points!: Points;

  @Has(() => Bonuses, 'What the provider earns.')
  readonly bonuses!: Bonuses;

  @Has(() => EarnBacks, 'What the provider earns back.')
  readonly earnBacks!: EarnBacks;

  @Has(() => Obligations, 'What both parties owed each other beside the service levels.')
  readonly obligations!: Obligations;

  @HasMany(() => Relief, 'Relief that was claimed, or that the terms give.', { rows: 3 })
  readonly reliefs!: readonly Relief[];

  @Has(() => Accountability, 'Who owned what, and what nobody did.')
  readonly accountability!: Accountability;

  @HasMany(() => Adjustment, 'What already stated periods come to otherwise.', { rows: 2 })
  readonly adjustments!: readonly Adjustment[];

  @Has(() => Settlement, 'What is owed.')
  readonly settlement!: Settlement;

  @HasMany(() => ExitStatus, 'The exit rights.', { rows: 3 })
  readonly exits!: readonly ExitStatus[];

  @HasMany(() => OpenContest, 'Contests that are not settled.', { rows: 2 })
  readonly contests!: readonly OpenContest[];

  @HasMany(() => IncompleteTicket, 'Tickets without an opening, of which no clock can be read.', { rows: 2 })
  readonly incompleteTickets!: readonly IncompleteTicket[];
}
