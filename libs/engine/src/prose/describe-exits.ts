import { formatDuration, Rational, toWholeNumber } from '@tallystick/quantities';
import type { ExitBranchStatus } from '../statement/exits.js';
import type { ExitState, ExitStatus, ExitStep, ExitUnit, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { groupedDigits, plural, roundedMoney, shortDecimal } from './words.js';

/** The states in words. */
export const stateWords: Readonly<Record<ExitState, string>> = {
  clear: 'clear',
  watch: 'one step away',
  armed: 'armed',
  noticed: 'notice served',
  curing: 'the cure is running',
  cured: 'cured',
  exercisable: 'open',
  exercised: 'used',
  lapsed: 'lapsed',
  waived: 'given up',
};

/** What of a statement the exit rights are described from. */
export type Exits = Pick<Statement, 'exits' | 'currency' | 'rounding'>;
type Money = Omit<Exits, 'exits'>;
/** What a condition, and each of several, says. */
type Figures = Omit<ExitBranchStatus, 'branch' | 'fulfilled'>;
type Standing = Figures & Pick<ExitStatus, 'state'>;

/** The exit rights of a statement: where each stands and what comes next, and the steps of those that have arisen. */
export function describeExits(statement: Exits): DocumentSection[] {
  const rows = statement.exits.map((exit) => [
    exit.id,
    exit.clause ?? '',
    exit.scope === 'whole' ? 'whole agreement' : exit.scope.join(', '),
    stateWords[exit.state],
    exit.since.period,
    reachedText(exit, statement),
    nextText(exit, statement),
  ]);
  return [
    ...tableSection(
      'Right to leave',
      columns('Exit', 'Clause', 'Scope', 'State', 'Since', '>Reached', 'What comes next'),
      rows,
    ),
    ...stepTable(statement),
  ];
}

function reachedText(exit: Figures, statement: Money): string {
  if (exit.branches !== undefined) {
    return exit.branches
      .map((branch) => `(${branch.branch}) ${reachedText(branch, statement)}`)
      .join(exit.condition === 'any-of' ? ' or ' : ' and ');
  }
  if (exit.condition === 'rolling-mean' && exit.reached !== null) {
    const [mean, level] = [exit.reached, exit.threshold].map((value) =>
      exitAmount(exit.unit, value, statement),
    );
    return `${mean} against ${level}`;
  }
  const threshold = `${exit.strict ? 'more than ' : ''}${exitAmount(exit.unit, exit.threshold, statement)}`;
  return exit.reached === null
    ? `nothing of ${threshold}`
    : `${exitAmount(exit.unit, exit.reached, statement)} of ${threshold}`;
}

/** A figure in the unit of a condition. */
export function exitAmount(unit: ExitUnit, amount: string, statement: Money): string {
  switch (unit) {
    case 'money':
      return `${statement.currency.code} ${roundedMoney(Rational.parse(amount), statement)}`;
    case 'seconds':
      return formatDuration(toWholeNumber(Rational.parse(amount).rounded(0, 'truncate').numerator));
    case 'percent':
      return `${shortDecimal(amount)} %`;
    case 'number':
    case 'points':
    case 'periods':
    case 'levels':
    case 'misses':
    case 'outages':
    case 'occurrences':
    case 'conditions':
      return groupedDigits(shortDecimal(amount));
  }
}

/** What has to be done or to happen next, and by when. */
function nextText(exit: ExitStatus, statement: Money): string {
  switch (exit.state) {
    case 'clear':
    case 'watch':
      return distanceText(exit, statement);
    case 'armed':
      return joined([
        exit.noticeBy === null ? 'notice may be served' : `notice to be served by ${exit.noticeBy}`,
        cureText(exit),
        exerciseText(exit),
      ]);
    case 'noticed':
    case 'curing':
      return joined([
        exit.curesBy === null ? '' : `to be cured by ${exit.curesBy}`,
        exerciseText(exit),
        noticeText(exit),
      ]);
    case 'exercisable':
      return joined([heldText(exit), exerciseText(exit), noticeText(exit)]);
    case 'exercised':
      return joined([
        `exercised on ${exit.exercisedOn ?? ''}`,
        exit.endsOn === null ? '' : `it ends on ${exit.endsOn}`,
      ]);
    case 'cured':
    case 'waived':
    case 'lapsed':
      return joined([
        `${stateWords[exit.state]} on ${exit.since.from}`,
        // What holds at the end of the period has been used up, or was the occasion itself.
        exit.distance === '0' && !exit.strict ? '' : distanceText(exit, statement),
      ]);
  }
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(', ');
}

function heldText({ heldIn, steps }: ExitStatus): string {
  if (heldIn.length === 0) return '';
  const last = steps.findLast(({ operands }) => Array.isArray(operands['fulfilled']));
  const fulfilled = (last?.operands['fulfilled'] ?? []) as readonly string[];
  const which = fulfilled.map((branch) => `(${branch})`).join(' and ');
  return `the condition held in ${heldIn.at(-1)!}${which === '' ? '' : `: ${which}`}`;
}

function cureText({ cureDays }: ExitStatus): string {
  return cureDays === null ? '' : `then ${plural(cureDays, 'day')} to cure`;
}

function exerciseText({ exerciseBy }: ExitStatus): string {
  return exerciseBy === null ? '' : `to be exercised by ${exerciseBy}`;
}

function noticeText({ noticeDays }: ExitStatus): string {
  return noticeDays === null ? '' : `${plural(noticeDays, 'day')} of notice`;
}

/** How far it is from the threshold: "1 more miss of p1-resolution by 2025-06-30 would open the right". */
function distanceText(exit: Standing, statement: Money): string {
  const { distance } = exit;
  if (exit.branches !== undefined) return branchesText(exit, exit.branches, statement);
  if (distance === null) return 'nothing was measured yet';
  const by = exit.by === null ? '' : ` by ${exit.by}`;
  const of = exit.serviceLevel === null ? '' : ` of ${exit.serviceLevel}`;
  const zero = Rational.parse(distance).isZero;
  if (zero && !exit.strict) return 'the condition holds so far';
  if (exit.condition === 'event' && exit.state !== 'watch') {
    return `one of more than ${exitAmount(exit.unit, exit.threshold, statement)}${of} would open the right`;
  }
  if (exit.condition === 'rolling-mean') {
    const worse = zero ? 'at all' : `by ${exitAmount(exit.unit, distance, statement)}`;
    return `a mean${of} that is worse ${worse} would open the right`;
  }
  return `${zero ? 'anything more' : `${furtherText(exit.unit, distance, exitAmount(exit.unit, distance, statement))}${of}`}${by} would open the right`;
}

/** How far it is from each of several conditions. */
function branchesText(
  { condition, state }: Standing,
  branches: readonly ExitBranchStatus[],
  statement: Money,
): string {
  return branches
    .map((branch) => {
      const far = branch.fulfilled ? 'is fulfilled' : distanceText({ ...branch, state }, statement);
      return `(${branch.branch}) ${far}`;
    })
    .join(condition === 'any-of' ? '; or ' : '; and ');
}

/** How much more of something, with its name where it has one. */
export function furtherText(unit: ExitUnit, count: string, text: string): string {
  const counted = (one: string, many = `${one}s`): string => `${text} more ${count === '1' ? one : many}`;
  switch (unit) {
    case 'periods':
    case 'misses':
      return counted('miss', 'misses');
    case 'points':
      return counted('point');
    case 'levels':
      return counted('missed service level');
    case 'outages':
      return counted('long outage');
    case 'occurrences':
      return counted('missed occurrence');
    case 'money':
    case 'seconds':
    case 'percent':
    case 'number':
    case 'conditions':
      return `${text} more`;
  }
}

function stepTable({ exits }: Exits): DocumentSection[] {
  const rows = exits.flatMap((exit) =>
    exit.steps.map((step) => [exit.id, step.on, stateWords[step.state], whatText(step)]),
  );
  return tableSection('Steps towards leaving', columns('Exit', 'On', 'State', 'What happened'), rows);
}

function whatText({ rule, refused, operands }: ExitStep): string {
  const period = typeof operands['period'] === 'string' ? ` (${operands['period']})` : '';
  const what = `${words(rule)}${period}`;
  return refused === null ? what : `${what}, without effect: ${words(refused)}`;
}

function words(code: string): string {
  return code.replaceAll('-', ' ');
}
