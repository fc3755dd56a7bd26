import { QueryHandler } from '@nestjs/cqrs';
import {
  type ExitStatusAnswer,
  exitStatus,
  type ExitStatusQuery,
  explainFigureOf,
  explainTicket,
  type Explanation,
  type ExplainQuery,
  listTickets,
  type TicketHistory,
  ticketHistory,
  type TicketReport,
  type TicketsQuery,
} from '@tallystick/application';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { AgreementQuery } from '../requests/agreement-query.js';
import { Instant, Name, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** Why a figure of a statement is what it is. */
export class ExplainFigure extends AgreementQuery<Explanation> implements ExplainQuery {
  @PeriodLabel()
  readonly period: string;

  @Name()
  readonly figure: string;

  @IsOptional()
  @IsBoolean()
  readonly issued?: boolean | undefined;

  constructor(fields: Omit<ExplainQuery, 'valuedAt'>) {
    super(fields);
    this.period = fields.period;
    this.figure = fields.figure;
    this.issued = fields.issued;
  }
}

@QueryHandler(ExplainFigure)
export class ExplainFigureHandler extends RequestHandler<ExplainFigure, Explanation> {
  override readonly heavy = true;

  protected perform(query: ExplainFigure): Promise<Explanation> {
    return explainFigureOf(this.services, query);
  }
}

/** Every ticket with each clock's reading, one at a time. */
export class ListTickets extends AgreementQuery<AsyncIterable<TicketReport>> implements TicketsQuery {
  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: TicketsQuery) {
    super(fields);
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(ListTickets)
export class ListTicketsHandler extends RequestHandler<ListTickets, AsyncIterable<TicketReport>> {
  protected perform(query: ListTickets): AsyncIterable<TicketReport> {
    return listTickets(this.services, query);
  }
}

/** One ticket: its intervals, pauses, and the terms that applied and why. */
export class ExplainTicket extends AgreementQuery<TicketReport> {
  @Name()
  readonly ticket: string;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: TicketsQuery & { readonly ticket: string }) {
    super(fields);
    this.ticket = fields.ticket;
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(ExplainTicket)
export class ExplainTicketHandler extends RequestHandler<ExplainTicket, TicketReport> {
  override readonly heavy = true;

  protected perform(query: ExplainTicket): Promise<TicketReport> {
    return explainTicket(this.services, query);
  }
}

/** One ticket with its clocks, who held the ball when, and every fact about it. */
export class GetTicketHistory extends AgreementQuery<TicketHistory> {
  @Name()
  readonly ticket: string;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: TicketsQuery & { readonly ticket: string }) {
    super(fields);
    this.ticket = fields.ticket;
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(GetTicketHistory)
export class GetTicketHistoryHandler extends RequestHandler<GetTicketHistory, TicketHistory> {
  override readonly heavy = true;

  protected perform(query: GetTicketHistory): Promise<TicketHistory> {
    return ticketHistory(this.services, query);
  }
}

/** May the client leave, under which clause, and how far is it from there? */
export class GetExitStatus extends AgreementQuery<ExitStatusAnswer> implements ExitStatusQuery {
  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  readonly ahead?: number | undefined;

  constructor(fields: ExitStatusQuery) {
    super(fields);
    this.period = fields.period;
    this.valuedAt = fields.valuedAt;
    this.ahead = fields.ahead;
  }
}

@QueryHandler(GetExitStatus)
export class GetExitStatusHandler extends RequestHandler<GetExitStatus, ExitStatusAnswer> {
  override readonly heavy = true;

  protected perform(query: GetExitStatus): Promise<ExitStatusAnswer> {
    return exitStatus(this.services, query);
  }
}
