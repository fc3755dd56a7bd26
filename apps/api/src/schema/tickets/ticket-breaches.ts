import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetStatement } from '@tallystick/application-nest';
import type { Evidence, Statement } from '@tallystick/engine';
import { isTallyError } from '@tallystick/errors';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { TermsReader } from '../terms/terms-reader.js';
import { periodsTouched } from './periods-touched.js';
import type { Ticket } from './ticket.types.js';

export interface BreachOfTicket {
  readonly period: string;
  readonly serviceLevel: string;
  readonly verdict: string;
  readonly misses: number | null;
  readonly credit: string | null;
}

/** Which levels a ticket breached, found in the evidence of the statements of the periods that it touches. */
@Injectable()
export class TicketBreaches {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(TermsReader) private readonly terms: TermsReader,
  ) {}

  async of(ticket: Ticket): Promise<readonly BreachOfTicket[]> {
    if (!ticket.clocks.some(({ met }) => met === false)) return [];
    const { agreementName: agreement, knownAt } = ticket;
    const { inForce } = await this.terms.knownAt(agreement, knownAt.position);
    const periods = periodsTouched(ticket, inForce, this.surroundings.services.zones);
    const found: BreachOfTicket[] = [];
    for (const period of periods) {
      const statement = await this.statement(agreement, period, knownAt.position);
      if (statement !== undefined) found.push(...breachesIn(statement, ticket.key));
    }
    return found;
  }

  /** The current one where that is what the ticket is known by; else worked out. */
  private async statement(
    agreement: string,
    period: string,
    position: number,
  ): Promise<Statement | undefined> {
    const current = await this.surroundings.readModels.statement(agreement, period);
    if (current?.knownAt.position === position) return current;
    try {
      return await this.queries.execute(new GetStatement({ agreement, period, knownAt: String(position) }));
    } catch (error) {
      // A period that has not begun, or that is not in the term, holds nothing against the ticket.
      if (isTallyError(error) && error.code === 'period-invalid') return undefined;
      throw error;
    }
  }
}

function breachesIn(statement: Statement, ticket: string): BreachOfTicket[] {
  return statement.serviceLevels
    .filter((level) => level.parts.some(({ evidence }) => breachedIn(evidence).includes(ticket)))
    .map(({ id, verdict, misses, credit }) => ({
      period: statement.period.label,
      serviceLevel: id,
      verdict,
      misses,
      credit,
    }));
}

function breachedIn(evidence: Evidence): readonly string[] {
  return 'breached' in evidence ? evidence.breached.map(({ ticket }) => ticket) : [];
}
