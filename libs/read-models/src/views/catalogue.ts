import type { ViewName, ViewRows } from './rows.js';

/**
 * What a column holds. `text`: compared as text by code points; instants, dates and months are such texts and sort by
 * time. `whole`: a whole number. `truth`: true or false. `decimal`: exact decimal text, compared as a number.
 */
export type ColumnKind = 'text' | 'whole' | 'truth' | 'decimal';

type ColumnKinds<View extends ViewName> = { readonly [Column in keyof ViewRows[View] & string]: ColumnKind };

/**
 * Columns that an index has after the agreement; the key is always the last word. With `only`, rows in which a column is
 * null, or those in which it is not, are all that it holds: few of many, which is found by every question that says so.
 */
export type IndexDeclaration<Column extends string> =
  | readonly Column[]
  | {
      readonly columns: readonly Column[];
      readonly only: { readonly [Each in Column]?: 'null' | 'present' };
    };

export interface ViewDeclaration<View extends ViewName = ViewName> {
  readonly columns: ColumnKinds<View>;
  /** The columns that tell rows apart, the agreement first. */
  readonly key: readonly (keyof ViewRows[View] & string)[];
  /** Further indexes. */
  readonly indexes: readonly IndexDeclaration<keyof ViewRows[View] & string>[];
}

/** Every view: its columns, what tells its rows apart, and what it is indexed by. */
export const viewCatalogue: { readonly [View in ViewName]: ViewDeclaration<View> } = {
  facts: {
    columns: {
      agreement: 'text',
      position: 'whole',
      id: 'text',
      type: 'text',
      family: 'text',
      effectiveAt: 'text',
      recordedAt: 'text',
      month: 'text',
      party: 'text',
      actor: 'text',
      sourceSystem: 'text',
      subject: 'text',
      title: 'text',
      standing: 'text',
    },
    key: ['agreement', 'position'],
    indexes: [
      ['id'],
      ['type', 'position'],
      ['subject', 'position'],
      ['effectiveAt'],
      ['month', 'effectiveAt'],
    ],
  },
  tickets: {
    columns: {
      agreement: 'text',
      ticket: 'text',
      ticketType: 'text',
      priority: 'text',
      service: 'text',
      category: 'text',
      configurationItem: 'text',
      site: 'text',
      title: 'text',
      status: 'text',
      ball: 'text',
      openedAt: 'text',
      respondedAt: 'text',
      resolvedAt: 'text',
      closedAt: 'text',
      month: 'text',
      resolutionSeconds: 'whole',
      clientSeconds: 'whole',
      providerSeconds: 'whole',
      thirdPartySeconds: 'whole',
      reopenings: 'whole',
      limits: 'whole',
      breaches: 'whole',
      running: 'whole',
      nextDueAt: 'text',
      complete: 'truth',
    },
    key: ['agreement', 'ticket'],
    indexes: [
      ['openedAt'],
      ['month', 'openedAt'],
      ['priority', 'openedAt'],
      ['service', 'openedAt'],
      ['status', 'openedAt'],
      ['ball', 'openedAt'],
      ['breaches', 'openedAt'],
      ['nextDueAt'],
      { columns: ['resolvedAt'], only: { resolvedAt: 'present' } },
      { columns: ['openedAt'], only: { resolvedAt: 'null' } },
      // What figures are mostly of, so that they are worked out without the rows.
      [
        'month',
        'priority',
        'service',
        'category',
        'breaches',
        'resolutionSeconds',
        'clientSeconds',
        'providerSeconds',
      ],
    ],
  },
  clocks: {
    columns: {
      agreement: 'text',
      ticket: 'text',
      serviceLevel: 'text',
      clock: 'text',
      instance: 'whole',
      clause: 'text',
      ticketType: 'text',
      priority: 'text',
      service: 'text',
      category: 'text',
      month: 'text',
      startedAt: 'text',
      stoppedAt: 'text',
      dueAt: 'text',
      elapsedSeconds: 'whole',
      limitSeconds: 'whole',
      running: 'truth',
      paused: 'truth',
      breachedAt: 'text',
      met: 'truth',
      ball: 'text',
      termsDigest: 'text',
    },
    key: ['agreement', 'ticket', 'serviceLevel', 'clock', 'instance', 'priority'],
    indexes: [
      // Breaches are few of the clocks, and what is asked for most.
      { columns: ['ticket'], only: { breachedAt: 'present' } },
      { columns: ['breachedAt'], only: { breachedAt: 'present' } },
      { columns: ['month', 'breachedAt'], only: { breachedAt: 'present' } },
      { columns: ['priority', 'breachedAt'], only: { breachedAt: 'present' } },
      { columns: ['service', 'breachedAt'], only: { breachedAt: 'present' } },
      { columns: ['serviceLevel', 'breachedAt'], only: { breachedAt: 'present' } },
      ['month', 'startedAt'],
      ['startedAt'],
      ['dueAt'],
      ['running', 'dueAt'],
      ['serviceLevel', 'startedAt'],
      ['priority', 'startedAt'],
      ['service', 'startedAt'],
      // What figures are mostly of, so that they are worked out without the rows.
      ['month', 'serviceLevel', 'priority', 'service', 'category', 'met', 'elapsedSeconds'],
    ],
  },
  outages: {
    columns: {
      agreement: 'text',
      outage: 'text',
      service: 'text',
      kind: 'text',
      beganAt: 'text',
      endedAt: 'text',
      month: 'text',
      seconds: 'whole',
      shareAffected: 'decimal',
      assertedBy: 'text',
    },
    key: ['agreement', 'outage', 'service', 'beganAt'],
    indexes: [['beganAt'], ['month'], ['service']],
  },
  changes: {
    columns: {
      agreement: 'text',
      change: 'text',
      service: 'text',
      state: 'text',
      requestedAt: 'text',
      scheduledFrom: 'text',
      scheduledUntil: 'text',
      startedAt: 'text',
      finishedAt: 'text',
      outcome: 'text',
      authorised: 'truth',
      month: 'text',
    },
    key: ['agreement', 'change'],
    indexes: [['requestedAt'], ['month'], ['state']],
  },
  obligations: {
    columns: {
      agreement: 'text',
      obligation: 'text',
      occurrence: 'text',
      period: 'text',
      clause: 'text',
      title: 'text',
      owedBy: 'text',
      dueAt: 'text',
      doneAt: 'text',
      state: 'text',
      daysLate: 'whole',
      month: 'text',
    },
    key: ['agreement', 'obligation', 'occurrence'],
    indexes: [['dueAt'], ['month'], ['state', 'dueAt']],
  },
  levels: {
    columns: {
      agreement: 'text',
      period: 'text',
      serviceLevel: 'text',
      clause: 'text',
      title: 'text',
      verdict: 'text',
      belowMinimum: 'truth',
      unit: 'text',
      value: 'decimal',
      target: 'decimal',
      volume: 'whole',
      misses: 'whole',
      credit: 'decimal',
      points: 'decimal',
      currency: 'text',
      month: 'text',
    },
    key: ['agreement', 'period', 'serviceLevel'],
    indexes: [['serviceLevel', 'period'], ['verdict', 'period'], ['month']],
  },
  credits: {
    columns: {
      agreement: 'text',
      period: 'text',
      of: 'text',
      line: 'text',
      clause: 'text',
      amount: 'decimal',
      kept: 'decimal',
      owed: 'decimal',
      currency: 'text',
      state: 'text',
      claimBy: 'text',
      month: 'text',
    },
    key: ['agreement', 'period', 'of', 'line'],
    indexes: [['month'], ['state', 'claimBy'], ['line', 'period']],
  },
  adjustments: {
    columns: {
      agreement: 'text',
      statedIn: 'text',
      period: 'text',
      was: 'decimal',
      is: 'decimal',
      difference: 'decimal',
      currency: 'text',
      causes: 'whole',
      issued: 'truth',
      month: 'text',
    },
    key: ['agreement', 'statedIn', 'period'],
    indexes: [['period'], ['month']],
  },
  periods: {
    columns: {
      agreement: 'text',
      period: 'text',
      from: 'text',
      to: 'text',
      finished: 'truth',
      issued: 'truth',
      issuedAt: 'text',
      sealPosition: 'whole',
      digest: 'text',
      currency: 'text',
      credits: 'decimal',
      bonuses: 'decimal',
      adjustments: 'decimal',
      total: 'decimal',
      sealedTotal: 'decimal',
      levelsMet: 'whole',
      levelsMissed: 'whole',
      atStake: 'decimal',
      month: 'text',
    },
    key: ['agreement', 'period'],
    indexes: [['from'], ['month']],
  },
  exits: {
    columns: {
      agreement: 'text',
      exit: 'text',
      clause: 'text',
      state: 'text',
      scope: 'text',
      since: 'text',
      reached: 'decimal',
      threshold: 'decimal',
      distance: 'decimal',
      unit: 'text',
      noticeBy: 'text',
      curesBy: 'text',
      exercisableFrom: 'text',
      exerciseBy: 'text',
      endsOn: 'text',
    },
    key: ['agreement', 'exit'],
    indexes: [['state']],
  },
  contests: {
    columns: {
      agreement: 'text',
      contest: 'text',
      fact: 'text',
      factType: 'text',
      subject: 'text',
      assertedBy: 'text',
      contestedBy: 'text',
      contestedAt: 'text',
      reason: 'text',
      state: 'text',
      settledAt: 'text',
      atStake: 'decimal',
      currency: 'text',
    },
    key: ['agreement', 'contest'],
    indexes: [['contestedAt'], ['state', 'contestedAt'], ['fact']],
  },
  reliefs: {
    columns: {
      agreement: 'text',
      relief: 'text',
      state: 'text',
      claimedBy: 'text',
      claimedAt: 'text',
      decidedAt: 'text',
      from: 'text',
      until: 'text',
      reason: 'text',
    },
    key: ['agreement', 'relief'],
    indexes: [['state', 'claimedAt'], ['claimedAt']],
  },
  invoices: {
    columns: {
      agreement: 'text',
      invoice: 'text',
      period: 'text',
      amount: 'decimal',
      currency: 'text',
      receivedAt: 'text',
      state: 'text',
      open: 'decimal',
      disputed: 'decimal',
      paid: 'decimal',
      creditsApplied: 'decimal',
      month: 'text',
    },
    key: ['agreement', 'invoice'],
    indexes: [['receivedAt'], ['state', 'receivedAt'], ['month']],
  },
};

export const viewNames = Object.keys(viewCatalogue) as readonly ViewName[];

/** The names of a view's columns in the order of its declaration. */
export function columnsOf(view: ViewName): readonly string[] {
  return Object.keys(viewCatalogue[view].columns);
}

/** The kind of a column; undefined where the view has none of that name. */
export function columnKind(view: ViewName, column: string): ColumnKind | undefined {
  const kinds: Readonly<Record<string, ColumnKind>> = viewCatalogue[view].columns;
  return Object.hasOwn(kinds, column) ? kinds[column] : undefined;
}

/** What a question to the read models may be at most. */
export const viewLimits = {
  /** Rows of one page. */
  pageRows: 1_000,
  /** Groups of one aggregate. */
  groups: 10_000,
  groupColumns: 4,
  measures: 20,
  /** Conditions of one filter, and how deep `and`, `or` and `not` may stand in each other. */
  conditions: 100,
  filterDepth: 10,
  /** Values of one `in` or `notIn`. */
  listedValues: 1_000,
  orderColumns: 5,
} as const;
