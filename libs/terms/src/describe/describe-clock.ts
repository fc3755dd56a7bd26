import type { Clock, PausableStatus, PauseRule, StartMark, StopMark } from '../model/clock.js';
import { describeDuration } from './describe-duration.js';
import { describeByPriority, joined } from './words.js';

const marks: { readonly [Mark in StartMark | StopMark]: string } = {
  opened: 'is opened',
  reported: 'is reported',
  activated: 'is taken up',
  responded: 'is answered',
  assigned: 'is assigned',
  resolved: 'is resolved',
  closed: 'is closed',
};

/** When a clock runs and stands still, and what happens to it, in whole sentences. */
export function describeClock(clock: Clock): readonly string[] {
  const calendar = describeByPriority(clock.calendar, (id) => id);
  return [
    `It runs from when a ticket ${marks[clock.from]} until it ${marks[clock.to]}, in working time by the calendar ${calendar}.`,
    starts[clock.start],
    ...(clock.outOfHoursAllowanceSeconds === 0
      ? []
      : [
          `A ticket that begins outside opening hours has ${describeDuration(clock.outOfHoursAllowanceSeconds)} more.`,
        ]),
    ...describePause(clock),
    clock.relief === 'pauses'
      ? 'Time for which relief is granted does not count.'
      : 'Time for which relief is granted counts.',
    reprioritised[clock.onReprioritise],
    downgraded[clock.onDowngradeAfterBreach],
    describeReopening(clock),
    `A ticket is judged under the terms in force when it was ${clock.termsOf}.`,
    ...(clock.to === 'responded'
      ? [
          `What counts as an answer: ${joined(
            [...clock.responseEvidence].map((each) => answers[each]),
            'or',
          )}.`,
        ]
      : []),
  ];
}

const starts: { readonly [Start in Clock['start']]: string } = {
  'next-opening': 'Outside opening hours it starts with the next opening.',
  immediate: 'It starts at once, also outside opening hours.',
};

const reprioritised: { readonly [Policy in Clock['onReprioritise']]: string } = {
  retarget:
    'Where the priority changes, the limit of the new priority holds, and the time that has passed is kept.',
  restart: 'Where the priority changes, it starts again, under the limit of the new priority.',
  'keep-first': 'Where the priority changes, the limit of the first priority still holds.',
  'segment-by-priority':
    'Where the priority changes, the time under each priority is held against its own limit, and the ticket counts under each.',
};

const downgraded: { readonly [Policy in Clock['onDowngradeAfterBreach']]: string } = {
  'keep-breach': 'A limit that was exceeded stays exceeded where the priority falls later.',
  recompute: 'A limit that was exceeded is judged again where the priority falls later.',
};

const reopened: { readonly [Policy in Clock['onReopen']]: string } = {
  continue: 'it goes on from where it stopped, and the time in between does not count',
  'continue-counting': 'it goes on, and the time in between counts',
  restart: 'it starts afresh, in place of the first time',
  'new-instance': 'the first result stands, and the ticket counts once more from then on',
  ignore: 'the first result stands',
};

function describeReopening({ onReopen, reopenWithinSeconds }: Clock): string {
  const limit =
    reopenWithinSeconds === undefined
      ? ''
      : `; more than ${describeDuration(reopenWithinSeconds)} later a reopening changes nothing`;
  return `Where a ticket is opened again, ${reopened[onReopen]}${limit}.`;
}

const answers: {
  readonly [
    Kind in Clock['responseEvidence'] extends ReadonlySet<infer Each> ? Each & string : never
  ]: string;
} = {
  'public-reply': 'a reply to the user',
  'private-note': 'an internal note',
  assignment: 'an assignment',
  'status-change': 'a change of status',
  automatic: 'an automatic message',
};

const statuses: { readonly [Status in PausableStatus]: string } = {
  new: 'is new',
  'in-progress': 'is in progress',
  'waiting-client': 'waits for the client',
  'waiting-third-party': 'waits for a third party',
  'waiting-change': 'waits for a change',
};

function describePause({ pause, pauseAfterBreach }: Clock): readonly string[] {
  if (pause === undefined) return ['It never stands still.'];
  const when = joined(
    [...pause.statuses].map((status) => statuses[status]),
    'or',
  );
  const overrun =
    pauseAfterBreach === 'freeze-overrun'
      ? 'but the time beyond the limit does not grow meanwhile'
      : 'and the time beyond the limit goes on growing';
  return [
    `It stands still while a ticket ${when}${describeLimits(pause)}.`,
    `Once the limit is exceeded, such a wait cures nothing, ${overrun}.`,
  ];
}

function describeLimits(pause: PauseRule): string {
  const limits = [
    ...(pause.evidence === 'required' ? ['only where there is evidence of it'] : []),
    ...(pause.eachAtMostSeconds === undefined
      ? []
      : [`for at most ${describeDuration(pause.eachAtMostSeconds)} each time`]),
    ...(pause.totalAtMostSeconds === undefined
      ? []
      : [`for at most ${describeDuration(pause.totalAtMostSeconds)} in all`]),
    ...(pause.recordedWithinSeconds === undefined
      ? []
      : [`if it is recorded within ${describeDuration(pause.recordedWithinSeconds)}`]),
  ];
  return limits.length === 0 ? '' : `, ${limits.join(', ')}`;
}
