import { Query, QueryHandler } from '@nestjs/cqrs';
import {
  type ComparedStatement,
  compareKnowledge,
  type Comparison,
  type ComparisonQuery,
} from '@tallystick/application';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { Instant, KnownAt, Name, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** One side of a comparison. */
export class ComparisonSide implements ComparedStatement {
  @IsIn(['sealed', 'known'])
  readonly as: ComparedStatement['as'];

  @IsOptional()
  @KnownAt()
  readonly knownAt?: string | undefined;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor({ as, knownAt, valuedAt }: ComparedStatement) {
    this.as = as;
    this.knownAt = knownAt;
    this.valuedAt = valuedAt;
  }
}

/** A period as stated, as known at any point, or as known now, each against the other. */
export class CompareKnowledge extends Query<Comparison> implements ComparisonQuery {
  @Name()
  readonly agreement: string;

  @PeriodLabel()
  readonly period: string;

  @ValidateNested()
  readonly left: ComparisonSide;

  @ValidateNested()
  readonly right: ComparisonSide;

  constructor({ agreement, period, left, right }: ComparisonQuery) {
    super();
    this.agreement = agreement;
    this.period = period;
    this.left = new ComparisonSide(left);
    this.right = new ComparisonSide(right);
  }
}

@QueryHandler(CompareKnowledge)
export class CompareKnowledgeHandler extends RequestHandler<CompareKnowledge, Comparison> {
  override readonly heavy = true;

  protected perform(query: CompareKnowledge): Promise<Comparison> {
    return compareKnowledge(this.services, query);
  }
}
