import {
  acceptObligation,
  fulfilObligation,
  type FulfilObligationCommand,
  type ObligationActCommand,
  type ObligationActRecorded,
  type ReasonedActCommand,
  refuseObligation,
  waiveObligation,
} from '@tallystick/application';
import { IsOptional, Matches } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Name, PeriodLabel, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** What is done about an occurrence of an obligation, named by its period or its own key. */
abstract class ObligationAct extends AgreementCommand<ObligationActRecorded> implements ObligationActCommand {
  @Name()
  readonly obligation!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly occurrence?: string | undefined;
}

/** The same with a reason. */
abstract class ReasonedAct extends ObligationAct implements ReasonedActCommand {
  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;
}

/** Says that an obligation is done. */
export class FulfilObligation extends ObligationAct implements FulfilObligationCommand {
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 digest' })
  readonly evidenceDigest?: string | undefined;

  @IsOptional()
  @Prose()
  readonly note?: string | undefined;

  constructor(fields: FulfilObligationCommand) {
    super(fields);
  }
}

export const FulfilObligationHandler = heavyCommandHandler(FulfilObligation, fulfilObligation);

/** Accepts what was delivered. */
export class AcceptObligation extends ObligationAct {
  constructor(fields: ObligationActCommand) {
    super(fields);
  }
}

export const AcceptObligationHandler = heavyCommandHandler(AcceptObligation, acceptObligation);

/** Refuses what was delivered. */
export class RefuseObligation extends ReasonedAct {
  constructor(fields: ReasonedActCommand) {
    super(fields);
  }
}

export const RefuseObligationHandler = heavyCommandHandler(RefuseObligation, refuseObligation);

/** Does without it. */
export class WaiveObligation extends ReasonedAct {
  constructor(fields: ReasonedActCommand) {
    super(fields);
  }
}

export const WaiveObligationHandler = heavyCommandHandler(WaiveObligation, waiveObligation);
