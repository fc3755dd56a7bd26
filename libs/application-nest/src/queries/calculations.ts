import { Query, QueryHandler } from '@nestjs/cqrs';
import {
  answerWorkingTime,
  evaluate,
  type EvaluateQuery,
  type Statement,
  type WorkingTimeAnswer,
  type WorkingTimeQuestion,
} from '@tallystick/application';
import { IsArray, IsDefined, IsOptional, IsString, ValidateNested } from 'class-validator';
import { AuthoredDocument } from '../requests/authored-document.js';
import { Instant, KnownAt, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** What periods come to under terms and facts that are handed in; the ledger is not looked at. */
export class Evaluate extends Query<readonly Statement[]> implements EvaluateQuery {
  @ValidateNested()
  readonly terms: AuthoredDocument;

  @IsArray()
  @ValidateNested({ each: true })
  readonly amendments: readonly AuthoredDocument[];

  @IsDefined()
  readonly facts: EvaluateQuery['facts'];

  @IsOptional()
  @PeriodLabel()
  readonly from?: string | undefined;

  @IsOptional()
  @PeriodLabel()
  readonly to?: string | undefined;

  @IsOptional()
  @KnownAt()
  readonly knownAt?: string | undefined;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: EvaluateQuery) {
    super();
    this.terms = new AuthoredDocument(fields.terms);
    this.amendments = fields.amendments.map((amendment) => new AuthoredDocument(amendment));
    this.facts = fields.facts;
    this.from = fields.from;
    this.to = fields.to;
    this.knownAt = fields.knownAt;
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(Evaluate)
export class EvaluateHandler extends RequestHandler<Evaluate, readonly Statement[]> {
  protected perform(query: Evaluate): Promise<readonly Statement[]> {
    return evaluate(this.services.zones, query);
  }
}

/** How much working time lies between two instants, or when a limit is due. */
export class AskWorkingTime extends Query<WorkingTimeAnswer> implements WorkingTimeQuestion {
  @ValidateNested()
  readonly calendar: AuthoredDocument;

  @Instant()
  readonly from: string;

  @IsOptional()
  @Instant()
  readonly to?: string | undefined;

  @IsOptional()
  @IsString()
  readonly seconds?: string | undefined;

  constructor(fields: WorkingTimeQuestion) {
    super();
    this.calendar = new AuthoredDocument(fields.calendar);
    this.from = fields.from;
    this.to = fields.to;
    this.seconds = fields.seconds;
  }
}

@QueryHandler(AskWorkingTime)
export class AskWorkingTimeHandler extends RequestHandler<AskWorkingTime, WorkingTimeAnswer> {
  protected perform(query: AskWorkingTime): WorkingTimeAnswer {
    return answerWorkingTime(query, this.services.zones);
  }
}
