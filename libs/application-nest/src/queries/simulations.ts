import { QueryHandler } from '@nestjs/cqrs';
import { simulateTerms, type Simulation, type SimulationQuery } from '@tallystick/application';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { AgreementQuery } from '../requests/agreement-query.js';
import { AuthoredDocument } from '../requests/authored-document.js';
import { Instant, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** Terms that nobody has agreed to yet. */
export class Proposal {
  @IsIn(['terms', 'amendment'])
  readonly kind: 'terms' | 'amendment';

  @ValidateNested()
  readonly document: AuthoredDocument;

  constructor({ kind, document }: SimulationQuery['proposed']) {
    this.kind = kind;
    this.document = new AuthoredDocument(document);
  }
}

/** What past periods would have come to under proposed terms; nothing is recorded. */
export class SimulateTerms extends AgreementQuery<Simulation> implements SimulationQuery {
  @ValidateNested()
  readonly proposed: Proposal;

  @IsOptional()
  @PeriodLabel()
  readonly from?: string | undefined;

  @IsOptional()
  @PeriodLabel()
  readonly to?: string | undefined;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: SimulationQuery) {
    super(fields);
    this.proposed = new Proposal(fields.proposed);
    this.from = fields.from;
    this.to = fields.to;
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(SimulateTerms)
export class SimulateTermsHandler extends RequestHandler<SimulateTerms, Simulation> {
  override readonly heavy = true;

  protected perform(query: SimulateTerms): Promise<Simulation> {
    return simulateTerms(this.services, query);
  }
}
