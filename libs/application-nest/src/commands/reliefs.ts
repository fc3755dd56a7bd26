import {
  claimRelief,
  type ClaimReliefCommand,
  decideRelief,
  type DecideReliefCommand,
  type ReliefRecorded,
} from '@tallystick/application';
import { IsIn, IsOptional } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Instant, Line, Name, Names, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Claims relief for a delay. */
export class ClaimRelief extends AgreementCommand<ReliefRecorded> implements ClaimReliefCommand {
  @IsOptional()
  @Name()
  readonly relief?: string | undefined;

  @Line()
  readonly cause!: string;

  @Instant()
  readonly from!: string;

  @Instant()
  readonly until!: string;

  @IsOptional()
  @Names()
  readonly tickets?: readonly string[] | undefined;

  @IsOptional()
  @Names()
  readonly services?: readonly string[] | undefined;

  @IsOptional()
  @Names()
  readonly serviceLevels?: readonly string[] | undefined;

  @IsOptional()
  @Instant()
  readonly awareAt?: string | undefined;

  @IsOptional()
  @Instant()
  readonly noticeGivenAt?: string | undefined;

  constructor(fields: ClaimReliefCommand) {
    super(fields);
  }
}

export const ClaimReliefHandler = heavyCommandHandler(ClaimRelief, claimRelief);

/** Grants relief, wholly or in part, or refuses it. */
export class DecideRelief extends AgreementCommand<ReliefRecorded> implements DecideReliefCommand {
  @Name()
  readonly relief!: string;

  @IsIn(['granted', 'refused'])
  readonly decision!: 'granted' | 'refused';

  @IsOptional()
  @Instant()
  readonly from?: string | undefined;

  @IsOptional()
  @Instant()
  readonly until?: string | undefined;

  @IsOptional()
  @Names()
  readonly tickets?: readonly string[] | undefined;

  @IsOptional()
  @Names()
  readonly services?: readonly string[] | undefined;

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  constructor(fields: DecideReliefCommand) {
    super(fields);
  }
}

export const DecideReliefHandler = heavyCommandHandler(DecideRelief, decideRelief);
