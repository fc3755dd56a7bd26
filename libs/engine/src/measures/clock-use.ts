import type {
  ByPriority,
  CountIn,
  ExclusionReason,
  JudgedBy,
  Limit,
  Measure,
  Scope,
} from '@tallystick/terms';

/** How a measure uses tickets: a clock, or the tickets alone. */
export interface TicketUse {
  readonly clock: string | undefined;
  readonly within: ByPriority<Limit> | undefined;
  readonly countIn: CountIn;
  readonly judgedBy: JudgedBy;
  readonly where: Scope;
  readonly exclude: ReadonlySet<ExclusionReason>;
}

/** Undefined where the measure looks at no tickets. */
export function ticketUseOf(measure: Measure): TicketUse | undefined {
  switch (measure.kind) {
    case 'ticket-share':
      return { ...population(measure), clock: measure.clock, within: measure.within };
    case 'statistic':
      return measure.of.kind === 'clock'
        ? { ...withoutLimit(measure), clock: measure.of.clock, within: undefined }
        : undefined;
    case 'count':
      switch (measure.of.kind) {
        case 'breaches':
          return { ...population(measure), clock: measure.of.clock, within: measure.of.within };
        case 'tickets':
          return { ...withoutLimit(measure), clock: undefined, within: undefined };
        case 'outages':
        case 'changes':
          return undefined;
      }
      break;
    case 'availability':
    case 'reported':
    case 'obligation':
    case 'change-share':
    case 'recurrence':
    case 'result':
    case 'smoothed':
      return undefined;
  }
}

/** Where no limit is held against tickets, having none is no reason to leave one out. */
function withoutLimit(
  measure: Extract<Measure, { kind: 'statistic' | 'count' }>,
): ReturnType<typeof population> {
  const exclude = new Set(measure.exclude);
  exclude.delete('no-limit');
  return { ...population(measure), exclude };
}

function population(
  measure: Extract<Measure, { kind: 'ticket-share' | 'statistic' | 'count' }>,
): Pick<TicketUse, 'countIn' | 'judgedBy' | 'where' | 'exclude'> {
  const { countIn, judgedBy, where, exclude } = measure;
  return { countIn, judgedBy, where, exclude };
}
