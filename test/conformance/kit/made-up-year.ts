import type { ForEachKey, Measure, ServiceLevel, Terms } from '@tallystick/terms';
import { formatLocalDate } from '@tallystick/quantities';
import type { FactLine } from '../../../libs/engine/src/testing/scenario.js';
import { byClient, fact, monthAfter, outage, ticket } from './happenings.js';

/**
 * Twelve months in which something of everything happens that the terms speak of, for better and for worse. It is the
 * same year whenever it is made up again.
 */
export function madeUpYear(terms: Terms): FactLine[] {
  const die = diceOf(terms.agreement);
  const first = formatLocalDate(terms.term.from).slice(0, 7);
  const months = Array.from({ length: 12 }, (_, index) => monthAfter(first, index));
  const services = servicesOf(terms);
  const facts = months.flatMap((month, index) => [
    ...figures(terms, month, die),
    ...services.flatMap((service) => outages(service, month, die)),
    ...someTickets(terms, month, services, die),
    ...acts(terms, month, index, die),
    ...changes(month, services, die),
    ...relief(month, services, die),
  ]);
  const from = formatLocalDate(terms.term.from);
  const until = `${monthAfter(first, 12)}-01`;
  return facts.filter(({ effectiveAt }) => effectiveAt.slice(0, 10) > from && effectiveAt < until);
}

type Dice = (sides: number) => number;

/** Numbers from 0 on that look thrown, the same ones for the same name. */
function diceOf(name: string): Dice {
  let state = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2147483647, 7);
  return (sides) => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 65536) % sides;
  };
}

/** The ids that a level stands for. */
function idsOf(level: ServiceLevel): string[] {
  return level.forEach?.values?.map((value) => `${level.id}/${value}`) ?? [level.id];
}

function figures(terms: Terms, month: string, die: Dice): FactLine[] {
  return [...terms.serviceLevels.values()].flatMap(({ measure, target, ...level }) => {
    if (measure.kind !== 'reported') return [];
    return idsOf({ measure, target, ...level }).flatMap((serviceLevel) => {
      if (die(12) === 0) return [];
      const expected = Number(target.expected.toFixed(4, 'half-up'));
      const wanted = target.comparison === 'at-least' || target.comparison === 'more-than' ? 1 : -1;
      const beside = expected + (wanted * [0.2, 0, -0.01, -1, -8, 1][die(6)]! * Math.max(expected, 1)) / 100;
      const value = measure.unit === 'percent' ? Math.min(100, beside) : beside;
      return [
        fact('MeasurementReported', `${month}-25`, {
          serviceLevel,
          value: Math.max(0, value).toFixed(3),
          agreed: die(5) > 0,
        }),
      ];
    });
  });
}

function outages(service: string, month: string, die: Dice): FactLine[] {
  return Array.from({ length: die(4) + (die(5) === 0 ? 5 : 0) }, (_, index) => {
    const day = String(3 + die(22)).padStart(2, '0');
    const seconds = [20, 181, 1900, 4000, 12_000, 100_000][die(6)]!;
    return outage(`${service}-${month}-${index}`, service, `${month}-${day}T${10 + index}:15:00Z`, seconds);
  }).flat();
}

function someTickets(terms: Terms, month: string, services: readonly string[], die: Dice): FactLine[] {
  const scopes = [...terms.serviceLevels.values()].flatMap(({ measure }) => whereOf(measure));
  const sites = [...new Set([...forEachValues(terms, 'site'), ...scopes.flatMap(({ site }) => site ?? [])])];
  const categories = [...new Set(scopes.flatMap(({ category }) => category ?? []))];
  const types = [...new Set(['incident', ...scopes.flatMap(({ ticketType }) => ticketType ?? [])])];
  const one = (of: readonly string[]): string | undefined =>
    of.length === 0 ? undefined : of[die(of.length)];
  // A busy month in which all sorts of tickets come, or a calm one with a few that are solved at once.
  const busy = die(2) === 0;
  const times = busy ? [5, 20, 70, 200, 400, 3000] : [5, 10];
  return Array.from({ length: busy ? 14 : 3 }, (_, index) => {
    const key = `T-${month}-${index}`;
    const day = String(2 + die(24)).padStart(2, '0');
    const about = { service: one(services), site: one(sites), category: one(categories) };
    const told = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
    const facts = ticket(key, `${month}-${day}T09:${10 + index}:00Z`, times[die(times.length)]!, {
      ticketType: types[die(types.length)],
      priority: terms.priorities[die(Math.min(4, terms.priorities.length))],
      ...told,
    });
    // Some tickets are never answered, some are only answered.
    const left = facts.slice(0, busy && die(12) === 0 ? 1 + die(2) : 3);
    const surveys = surveysOf(terms).map((survey) =>
      fact('SurveyAnswered', `${month}-28`, { survey, score: String(1 + die(5)), ticket: key }),
    );
    return [...left, ...surveys];
  }).flat();
}

function acts(terms: Terms, month: string, index: number, die: Dice): FactLine[] {
  const done = [...terms.obligations.values()].flatMap(({ id, kind, due, owedBy }) => {
    if (die(5) === 0) return [];
    if (kind === 'review') {
      return [fact('ReviewHeld', `${month}-1${die(9)}`, { review: id, attendees: ['client', 'provider'] })];
    }
    const by = { assertedBy: { party: owedBy } };
    const evidence = { evidenceDigest: 'ab'.repeat(32) };
    const occurrences =
      due.kind === 'after-event' && due.event === 'change-requested'
        ? [0, 1, 2].map((change) => ({ occurrence: `C-${month}-${change}` }))
        : [{}];
    return occurrences.map((occurrence) =>
      fact('ObligationFulfilled', `${month}-1${die(9)}`, {
        obligation: id,
        ...occurrence,
        ...evidence,
        ...by,
      }),
    );
  });
  const exits = [...terms.exits.keys()].flatMap((trigger) => {
    if (index % 4 === 1) return [byClient('ExitNoticeServed', `${month}-05`, { trigger })];
    if (index % 4 === 3 && die(2) === 0) return [byClient('ExitRightWaived', `${month}-27`, { trigger })];
    return [];
  });
  const claims =
    index === 0 || die(3) === 0
      ? []
      : [byClient('CreditClaimed', `${month}-08`, { period: monthAfter(month, -1) })];
  const plans = projectsOf(terms).flatMap((project) => [
    fact('MilestonePlanned', `${month}-02`, { project, milestone: month, dueDate: `${month}-14` }),
    fact('MilestoneReached', `${month}-1${die(9)}`, { project, milestone: month }),
  ]);
  return [...done, ...exits, ...claims, ...plans];
}

function changes(month: string, services: readonly string[], die: Dice): FactLine[] {
  return Array.from({ length: 3 }, (_, index) => {
    const change = `C-${month}-${index}`;
    const service = services[die(Math.max(1, services.length))];
    const of = service === undefined ? { change } : { change, service };
    const outcome = (['successful', 'successful', 'failed', 'backed-out'] as const)[die(4)];
    return [
      fact('ChangeRequested', `${month}-04`, { ...of, changeType: 'normal' }),
      fact('ChangeFinished', `${month}-2${index}`, { change, outcome }),
    ];
  }).flat();
}

function relief(month: string, services: readonly string[], die: Dice): FactLine[] {
  if (services.length === 0 || die(3) > 0) return [];
  const claim = { relief: `R-${month}`, cause: 'a power cut at the customer', services: [services[0]] };
  const window = { from: `${month}-09T08:00:00Z`, until: `${month}-09T20:00:00Z` };
  return [
    fact('ReliefClaimed', `${month}-1${die(9)}`, { ...claim, ...window, awareAt: `${month}-09T09:00:00Z` }),
    byClient('ReliefGranted', `${month}-22`, { relief: claim.relief }),
  ];
}

function servicesOf(terms: Terms): string[] {
  const found = [...terms.serviceLevels.values()].flatMap(({ measure }) => {
    const scoped = whereOf(measure).flatMap(({ service }) => service ?? []);
    switch (measure.kind) {
      case 'availability':
        return measure.services;
      case 'statistic':
        return measure.of.kind === 'outage' ? measure.of.services : scoped;
      case 'count':
        return measure.of.kind === 'outages' ? measure.of.services : scoped;
      default:
        return scoped;
    }
  });
  const awaited = [...terms.obligations.values()].flatMap(({ due }) =>
    due.kind === 'after-event' ? (due.where.service ?? []) : [],
  );
  const each = [...awaited, ...forEachValues(terms, 'service')];
  return [...new Set([...found.filter((service) => service !== 'each'), ...each])];
}

function projectsOf(terms: Terms): string[] {
  return [...terms.obligations.values()].flatMap(({ due }) =>
    due.kind === 'milestones' ? [due.project ?? 'rollout'] : [],
  );
}

function forEachValues(terms: Terms, by: ForEachKey): string[] {
  return [...terms.serviceLevels.values()].flatMap(({ forEach }) =>
    forEach?.by === by ? [...(forEach.values ?? [])] : [],
  );
}

function whereOf(measure: Measure) {
  return measure.kind === 'ticket-share' || measure.kind === 'statistic' || measure.kind === 'count'
    ? [measure.where]
    : [];
}

function surveysOf(terms: Terms): string[] {
  return [...terms.serviceLevels.values()].flatMap(({ measure }) =>
    measure.kind === 'statistic' && measure.of.kind === 'survey' ? [measure.of.survey] : [],
  );
}
