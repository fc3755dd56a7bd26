import { TallyError } from '@tallystick/errors';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import type { ClockRow, ReadModels } from '@tallystick/read-models';
import { allRows } from './all-rows.js';
import { requirePosition } from './net-changes.js';
import { nextMove, type ProjectionMoves } from './projection-moves.js';

/** What has become of a clock: it came near its limit, passed it, or is near it no more. */
export type AlertKind = 'approaching' | 'breached' | 'cleared';

export interface ClockAlert {
  readonly kind: AlertKind;
  readonly clock: ClockRow;
}

export interface ClockAlerts {
  /** What to resume from. */
  readonly cursor: string;
  /** The instant at which the clocks were looked at, and what was known of each agreement. */
  readonly at: string;
  readonly asOf: ReadonlyMap<string, number>;
  readonly alerts: readonly ClockAlert[];
}

/** A moment of time and knowledge. */
interface Moment {
  readonly at: number;
  readonly asOf: ReadonlyMap<string, number>;
}

/** Clocks that are near their limit or past it, as they stand at a moment. */
type Standing = ReadonlyMap<string, { readonly kind: 'approaching' | 'breached'; readonly clock: ClockRow }>;

export interface ClockWatch {
  readonly agreements: readonly string[];
  readonly withinMilliseconds: number;
  readonly after?: string | undefined;
}

/** Node's timers reach no further; whoever waits longer looks once in between. */
const longestTimer = 6 * 3_600_000;

/**
 * When clocks come within the warning time, pass their limit, or are so no more (paused, stopped, with another limit).
 * The first event holds what is near its limit at present; resumed, what has changed since. All that is found at one
 * moment is one event. Nothing happens between two events but that a timer waits for the next clock.
 */
export async function* clockAlerts(
  {
    readModels,
    moves,
    clock,
  }: { readonly readModels: ReadModels; readonly moves: ProjectionMoves; readonly clock: () => number },
  { agreements, withinMilliseconds, after }: ClockWatch,
  signal: AbortSignal,
): AsyncGenerator<ClockAlerts, void, undefined> {
  const resumed = after === undefined ? undefined : momentOf(after, agreements);
  for (const [agreement, position] of resumed?.asOf ?? []) {
    await requirePosition(readModels, agreement, position);
  }
  const { wakeup, stop } = moves.watch(agreements);
  try {
    let before =
      resumed === undefined ? undefined : await standingThen(readModels, resumed, withinMilliseconds);
    let first = true;
    while (!signal.aborted) {
      const count = wakeup.count;
      const at = clock();
      const { standing, asOf } = await standingNow(readModels, agreements, at, withinMilliseconds);
      const known = before;
      const alerts =
        known === undefined
          ? [...standing.values()].filter(({ kind }) => kind === 'approaching')
          : await alertsBetween(readModels, known, standing);
      before = standing;
      if (first || alerts.length > 0)
        yield { cursor: cursorOf({ at, asOf }), at: formatInstant(at), asOf, alerts };
      first = false;
      const next = await nextInstant(readModels, agreements, standing, at, withinMilliseconds);
      const pause = next === undefined ? undefined : Math.min(Math.max(next - clock(), 1), longestTimer);
      await nextMove(wakeup, count, signal, pause);
    }
  } finally {
    stop();
  }
}

async function standingNow(
  readModels: ReadModels,
  agreements: readonly string[],
  at: number,
  withinMilliseconds: number,
): Promise<{ readonly standing: Standing; readonly asOf: ReadonlyMap<string, number> }> {
  const { rows, asOf } = await allRows(
    readModels,
    'clocks',
    agreements,
    filterOf(at, withinMilliseconds),
    undefined,
  );
  return { standing: standingOf(rows, at), asOf };
}

/** What stood at an earlier moment, by what was known then. */
async function standingThen(
  readModels: ReadModels,
  { at, asOf }: Moment,
  withinMilliseconds: number,
): Promise<Standing> {
  const rows: ClockRow[] = [];
  for (const [agreement, position] of asOf) {
    const filter = filterOf(at, withinMilliseconds);
    rows.push(...(await allRows(readModels, 'clocks', [agreement], filter, position)).rows);
  }
  return standingOf(rows, at);
}

function filterOf(at: number, withinMilliseconds: number) {
  return {
    running: { eq: true },
    paused: { eq: false },
    dueAt: { lte: secondText(at + withinMilliseconds) },
  } as const;
}

/** Limits are whole seconds, and are compared as texts. */
function secondText(instant: number): string {
  return formatInstant(Math.floor(instant / 1000) * 1000);
}

function standingOf(rows: readonly ClockRow[], at: number): Standing {
  return new Map(
    rows.map((clock) => {
      // Clocks count whole seconds, and a limit is kept up to and including its last one.
      const passed = parseInstant(clock.dueAt!) + 1000 <= at;
      const kind = clock.breachedAt !== null || passed ? 'breached' : 'approaching';
      return [keyOf(clock), { kind, clock }];
    }),
  );
}

async function alertsBetween(
  readModels: ReadModels,
  before: Standing,
  now: Standing,
): Promise<readonly ClockAlert[]> {
  const gone = [...before].filter(([key]) => !now.has(key));
  const rows = await readModels.byKeys(
    'clocks',
    gone.map(([, { clock }]) => keyColumns.map((column) => clock[column])),
  );
  const alerts: (ClockAlert & { readonly key: string })[] = [];
  for (const [index, [key, { kind, clock }]] of gone.entries()) {
    const row = rows[index];
    const breached = row !== undefined && row.breachedAt !== null;
    if (breached && kind === 'approaching') alerts.push({ key, kind: 'breached', clock: row });
    if (!breached) alerts.push({ key, kind: 'cleared', clock: row ?? clock });
  }
  for (const [key, { kind, clock }] of now) {
    if (before.get(key)?.kind !== kind) alerts.push({ key, kind, clock });
  }
  return alerts
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ kind, clock }) => ({ kind, clock }));
}

/** When the next clock comes near its limit or passes it, as far as is known. */
async function nextInstant(
  readModels: ReadModels,
  agreements: readonly string[],
  standing: Standing,
  at: number,
  withinMilliseconds: number,
): Promise<number | undefined> {
  const { rows } = await readModels.page('clocks', {
    agreements,
    filter: {
      running: { eq: true },
      paused: { eq: false },
      breachedAt: { isNull: true },
      dueAt: { gt: secondText(at + withinMilliseconds) },
    },
    order: [{ by: 'dueAt', direction: 'ascending' }],
    first: 1,
  });
  const near = rows.flatMap(({ row }) =>
    row.dueAt === null ? [] : [parseInstant(row.dueAt) - withinMilliseconds],
  );
  const due = [...standing.values()].flatMap(({ kind, clock }) =>
    kind === 'approaching' && clock.dueAt !== null ? [parseInstant(clock.dueAt) + 1000] : [],
  );
  const all = [...near, ...due];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** The key of the view `clocks`. */
const keyColumns = ['agreement', 'ticket', 'serviceLevel', 'clock', 'instance', 'priority'] as const;

function keyOf(clock: ClockRow): string {
  return JSON.stringify(keyColumns.map((column) => clock[column]));
}

function cursorOf({ at, asOf }: Moment): string {
  return Buffer.from(JSON.stringify([at, Object.fromEntries(asOf)])).toString('base64url');
}

/** @throws TallyError `cursor-invalid` for what this server did not give for these agreements. */
function momentOf(cursor: string, agreements: readonly string[]): Moment {
  const refuse = (): TallyError =>
    new TallyError('cursor-invalid', 'That is no cursor of these clocks.', [
      {
        place: 'after',
        problem: 'It was not given for these agreements.',
        mend: 'Take the cursor of an event, or leave it out.',
      },
    ]);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  const [at, positions] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (
    typeof at !== 'number' ||
    !Number.isSafeInteger(at) ||
    typeof positions !== 'object' ||
    positions === null
  )
    throw refuse();
  const asOf = new Map(Object.entries(positions as Record<string, unknown>));
  const sound = [...asOf].every(
    ([agreement, position]) => agreements.includes(agreement) && Number.isSafeInteger(position),
  );
  if (!sound) throw refuse();
  // An agreement of which nothing was known then had no clocks.
  return { at, asOf: new Map([...(asOf as Map<string, number>)].filter(([, position]) => position >= 0)) };
}
