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

/** Says that an obligation is done. */
export class FulfilObligation
  extends AgreementCommand<ObligationActRecorded>
  implements FulfilObligationCommand
{
  @Name()
  readonly obligation!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly occurrence?: string | undefined;

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
export class AcceptObligation
  extends AgreementCommand<ObligationActRecorded>
  implements ObligationActCommand
{
  @Name()
  readonly obligation!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly occurrence?: string | undefined;

  constructor(fields: ObligationActCommand) {
    super(fields);
  }
}

export const AcceptObligationHandler = heavyCommandHandler(AcceptObligation, acceptObligation);

/** Refuses what was delivered. */
export class RefuseObligation extends AgreementCommand<ObligationActRecorded> implements ReasonedActCommand {
  @Name()
  readonly obligation!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly occurrence?: string | undefined;

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  constructor(fields: ReasonedActCommand) {
    super(fields);
  }
}

export const RefuseObligationHandler = heavyCommandHandler(RefuseObligation, refuseObligation);

/** Does without it. */
export class WaiveObligation extends AgreementCommand<ObligationActRecorded> implements ReasonedActCommand {
  @Name()
  readonly obligation!: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly occurrence?: string | undefined;

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  constructor(fields: ReasonedActCommand) {
    super(fields);
  }
}

export const WaiveObligationHandler = heavyCommandHandler(WaiveObligation, waiveObligation);
