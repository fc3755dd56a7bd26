import {
  type ContestCommand,
  contestFact,
  type Recorded,
  type RetractCommand,
  retractFact,
  type ContestOutcome,
  settleContest,
  type SettleContestCommand,
} from '@tallystick/application';
import { IsIn, IsOptional, IsUUID, IsBoolean } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Contests a fact of another party. */
export class ContestFact extends AgreementCommand<Recorded> implements ContestCommand {
  @IsUUID()
  readonly fact!: string;

  @Prose()
  readonly reason!: string;

  constructor(fields: ContestCommand) {
    super(fields);
  }
}

export const ContestFactHandler = heavyCommandHandler(ContestFact, contestFact);

/** Settles an open contest. */
export class SettleContest extends AgreementCommand<Recorded> implements SettleContestCommand {
  @IsUUID()
  readonly fact!: string;

  @IsIn(['upheld', 'rejected', 'withdrawn'])
  readonly outcome!: ContestOutcome;

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  @IsOptional()
  @IsBoolean()
  readonly asArbiter?: boolean | undefined;

  constructor(fields: SettleContestCommand) {
    super(fields);
  }
}

export const SettleContestHandler = heavyCommandHandler(SettleContest, settleContest);

/** Takes one's own fact back. */
export class RetractFact extends AgreementCommand<Recorded> implements RetractCommand {
  @IsUUID()
  readonly fact!: string;

  @Prose()
  readonly reason!: string;

  constructor(fields: RetractCommand) {
    super(fields);
  }
}

export const RetractFactHandler = heavyCommandHandler(RetractFact, retractFact);
