import { nearestName } from '@tallystick/errors';
import { parseLocalDate } from '@tallystick/quantities';
import { accountabilityByDefault, resolveAccountability } from '../clauses/accountability.js';
import { resolveCalendar } from '../clauses/calendar.js';
import { resolveCharge } from '../clauses/charge.js';
import { checkCredits } from '../clauses/check-credits.js';
import { resolveClock } from '../clauses/clock.js';
import { noCreditRules, resolveCreditRules } from '../clauses/credits.js';
import { resolveEarnBacks } from '../clauses/earn-back.js';
import { resolveEscalation } from '../clauses/escalation.js';
import { resolveExit } from '../clauses/exit.js';
import { resolveObligation } from '../clauses/obligation.js';
import { noReliefRules, resolveRelief } from '../clauses/relief.js';
import { checkOwnedOnce, resolveResponsibility } from '../clauses/responsibility.js';
import { resolveReview } from '../clauses/review.js';
import { orderOfEvaluation } from '../clauses/evaluation-order.js';
import { outlineLevels } from '../clauses/level-outline.js';
import { resolvePeriod } from '../clauses/period.js';
import { resolveServiceLevel } from '../clauses/service-level.js';
import { checkTimezone } from '../clauses/timezone.js';
import type { EarnBack } from '../model/earn-back.js';
import type { ExitTrigger } from '../model/exit-trigger.js';
import type { Escalation, Responsibility } from '../model/obligation.js';
import type { Terms } from '../model/terms.js';
import { currencyCodes, decimalPlacesOf } from '../resolution/currencies.js';
import { ClauseNames, type Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import type { AgreementDocument } from './agreement-document.js';
import { declareNames, resolveList } from './resolve-list.js';

const prioritiesByDefault: readonly string[] = ['P1', 'P2', 'P3', 'P4', 'P5'];

/**
 * Gives a document its meaning: references followed, defaults filled in. Clauses whose shape has errors are left out, so
 * that the errors between all others are found in the same round.
 *
 * @returns the terms, or nothing where the resolution holds a problem.
 */
export function resolveTerms(
  document: AgreementDocument,
  resolution: Resolution,
): Omit<Terms, 'digest' | 'document'> | undefined {
  resolveFrame(document, resolution);
  const { calendars, clocks, charges, serviceLevels, obligations } = resolution;
  const escalations = new ClauseNames<Escalation>('escalation ladder');
  const responsibilities = new ClauseNames<Responsibility>('area');
  const exits = new ClauseNames<ExitTrigger>('exit clause');
  declareNames(document.serviceLevels, serviceLevels);
  outlineLevels(document.serviceLevels, 'serviceLevels', resolution);
  for (const list of [document.obligations, document.reviews, document.escalation]) {
    declareNames(list, obligations);
  }
  resolveList(document.charges, 'charges', charges, resolveCharge, resolution);
  resolveList(document.calendars, 'calendars', calendars, resolveCalendar, resolution);
  resolveList(document.clocks, 'clocks', clocks, resolveClock, resolution);
  resolveList(document.serviceLevels, 'serviceLevels', serviceLevels, resolveServiceLevel, resolution);
  // A miss of any of them can be referred to by its id alone, so their ids have to differ.
  const owed = { taken: new Map<string, string>() };
  resolveList(document.obligations, 'obligations', obligations, resolveObligation, resolution, owed);
  resolveList(document.reviews, 'reviews', obligations, resolveReview, resolution, owed);
  resolveList(document.escalation, 'escalation', escalations, resolveEscalation, resolution, owed);
  const credits =
    document.credits !== undefined && resolution.isSound('credits')
      ? resolveCreditRules(document.credits, 'credits', resolution)
      : noCreditRules;
  resolution.credits = credits;
  const earnBacks = resolution.isSound('earnBack')
    ? resolveEarnBacks(document.earnBack, 'earnBack', resolution)
    : new Map<string, EarnBack>();
  const consequences = [
    ...[...obligations.sound().values()].flatMap(({ whenLate, whenMissed }) => [whenLate, whenMissed]),
    ...[...escalations.sound().values()].map(({ whenMissed }) => whenMissed),
  ];
  checkCredits(credits, consequences, resolution);
  resolveList(document.exit, 'exit', exits, resolveExit, resolution);
  const relief =
    document.relief !== undefined && resolution.isSound('relief')
      ? resolveRelief(document.relief, 'relief', resolution)
      : noReliefRules;
  resolveResponsibilities(document, responsibilities, resolution);
  const accountability =
    document.accountability !== undefined && resolution.isSound('accountability')
      ? resolveAccountability(document.accountability, 'accountability', resolution)
      : accountabilityByDefault;
  const evaluationOrder = orderOfEvaluation(resolution);
  const { currency, timezone, period } = resolution;
  if (
    resolution.problems.length > 0 ||
    currency === undefined ||
    timezone === undefined ||
    period === undefined
  )
    return undefined;
  return {
    semantics: 1,
    agreement: document.agreement,
    title: document.title,
    parties: Object.freeze({
      client: document.parties.client,
      provider: document.parties.provider,
      others: document.parties.others ?? new Map<string, string>(),
    }),
    timezone,
    currency,
    term: Object.freeze({
      from: parseLocalDate(document.term.from),
      to: document.term.to === undefined ? undefined : parseLocalDate(document.term.to),
    }),
    period,
    midPeriod: document.midPeriod ?? 'start',
    rounding: document.rounding ?? 'half-up',
    charges: charges.sound(),
    calendars: calendars.sound(),
    clocks: clocks.sound(),
    serviceLevels: serviceLevels.sound(),
    evaluationOrder,
    credits,
    earnBacks,
    exits: exits.sound(),
    relief,
    obligations: obligations.sound(),
    escalations: escalations.sound(),
    responsibilities: responsibilities.sound(),
    accountability,
    priorities: resolution.priorities,
  };
}

/** What every clause is read against: zone, currency, priorities, term, parties. */
function resolveFrame(document: AgreementDocument, resolution: Resolution): void {
  if (resolution.isSound('timezone')) {
    checkTimezone(document.timezone, 'timezone', resolution);
    resolution.timezone = document.timezone;
  }
  if (resolution.isSound('currency')) resolveCurrency(document.currency, resolution);
  if (resolution.isSound('period')) resolution.period = resolvePeriod(document.period, 'period', resolution);
  const priorities = resolution.isSound('priorities') ? document.priorities : undefined;
  checkDistinct(priorities, 'priorities', resolution);
  resolution.priorities = Object.freeze([...(priorities ?? prioritiesByDefault)]);
  if (resolution.isSound('term')) {
    const { from, to } = document.term;
    resolution.termFrom = parseLocalDate(from);
    if (to !== undefined && parseLocalDate(to) < parseLocalDate(from)) {
      resolution.problem(
        'term',
        `The term ends on ${to}, before it begins on ${from}.`,
        'Swap the two dates.',
      );
    }
  }
  if (resolution.isSound('parties')) resolveParties(document, resolution);
}

const ownNames: readonly string[] = ['client', 'provider'];

function resolveParties({ parties }: AgreementDocument, resolution: Resolution): void {
  if (parties.client === parties.provider) {
    resolution.problem('parties.provider', 'Client and provider are the same.', 'Name two parties.');
  }
  const others = [...(parties.others?.keys() ?? [])];
  for (const name of others) {
    if (!ownNames.includes(name)) continue;
    const path = `parties.others.${name}`;
    resolution.problem(path, `\`${name}\` means the ${name} itself.`, 'Choose another short name.');
  }
  resolution.parties = Object.freeze([...ownNames, ...others]);
}

function resolveCurrency(code: string, resolution: Resolution): void {
  const decimalPlaces = decimalPlacesOf(code);
  if (decimalPlaces !== undefined) {
    resolution.currency = Object.freeze({ code, decimalPlaces });
    return;
  }
  const near = nearestName(code, currencyCodes);
  resolution.problem(
    'currency',
    `"${code}" is not a currency of ISO 4217.`,
    near === undefined ? 'Write a code such as GBP or EUR.' : `Did you mean \`${near}\`?`,
  );
}

function resolveResponsibilities(
  { responsibilities: list }: AgreementDocument,
  responsibilities: ClauseNames<Responsibility>,
  resolution: Resolution,
): void {
  const naming = { key: 'area', taken: new Map<string, string>() };
  resolveList(list, 'responsibilities', responsibilities, resolveResponsibility, resolution, naming);
  const pathOf = (area: string) => naming.taken.get(area)!;
  checkOwnedOnce(responsibilities.sound().values(), pathOf, resolution);
}
