/** Something that a service level looked at in a period, and how it counted. */
export interface Subject {
  readonly subject:
    | 'ticket'
    | 'outage'
    | 'maintenance'
    | 'relief'
    | 'measurement'
    | 'survey'
    | 'change'
    | 'obligation'
    /** A figure that has to be reported; the figures themselves are measurements. */
    | 'report';
  readonly key: string;
  /** Equal texts: it counts alike. */
  readonly counts: string;
  /** It may come to count otherwise by time alone: a running clock, something that is not due yet. */
  readonly undecided: boolean;
  /** A clock that passed its limit, something that was due: time alone can bring it here. */
  readonly overdue: boolean;
  readonly facts: readonly string[];
}
