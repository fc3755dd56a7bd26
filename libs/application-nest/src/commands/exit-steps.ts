import {
  decideCure,
  type DecideCureCommand,
  exerciseExitRight,
  type ExitStepCommand,
  type ExitStepRecorded,
  serveExitNotice,
  submitCurePlan,
  waiveExitRight,
} from '@tallystick/application';
import { IsIn, IsOptional } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Name, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Gives notice under an exit clause. */
export class ServeExitNotice extends AgreementCommand<ExitStepRecorded> implements ExitStepCommand {
  @Name()
  readonly exit!: string;

  constructor(fields: ExitStepCommand) {
    super(fields);
  }
}

export const ServeExitNoticeHandler = heavyCommandHandler(ServeExitNotice, serveExitNotice);

/** Submits a plan to cure the failure. */
export class SubmitCurePlan extends AgreementCommand<ExitStepRecorded> implements ExitStepCommand {
  @Name()
  readonly exit!: string;

  constructor(fields: ExitStepCommand) {
    super(fields);
  }
}

export const SubmitCurePlanHandler = heavyCommandHandler(SubmitCurePlan, submitCurePlan);

/** Uses the right to exit. */
export class ExerciseExitRight extends AgreementCommand<ExitStepRecorded> implements ExitStepCommand {
  @Name()
  readonly exit!: string;

  constructor(fields: ExitStepCommand) {
    super(fields);
  }
}

export const ExerciseExitRightHandler = heavyCommandHandler(ExerciseExitRight, exerciseExitRight);

/** Gives the right up for this occasion. */
export class WaiveExitRight extends AgreementCommand<ExitStepRecorded> implements ExitStepCommand {
  @Name()
  readonly exit!: string;

  constructor(fields: ExitStepCommand) {
    super(fields);
  }
}

export const WaiveExitRightHandler = heavyCommandHandler(WaiveExitRight, waiveExitRight);

/** Accepts or refuses a cure. */
export class DecideCure extends AgreementCommand<ExitStepRecorded> implements DecideCureCommand {
  @Name()
  readonly exit!: string;

  @IsIn(['accepted', 'refused'])
  readonly decision!: 'accepted' | 'refused';

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  constructor(fields: DecideCureCommand) {
    super(fields);
  }
}

export const DecideCureHandler = heavyCommandHandler(DecideCure, decideCure);
