import { joinPath } from '@tallystick/documents';
import { nearestName } from '@tallystick/errors';
import { parseLocalDate } from '@tallystick/quantities';
import { resolveCalendar } from '../clauses/calendar.js';
import { resolveCharge } from '../clauses/charge.js';
import { resolveClock } from '../clauses/clock.js';
import { noCreditRules, resolveCreditRules } from '../clauses/credits.js';
import { resolveExit } from '../clauses/exit.js';
import { resolveServiceLevel } from '../clauses/service-level.js';
import { checkTimezone } from '../clauses/timezone.js';
import type { ExitTrigger } from '../model/exit-trigger.js';
import type { Terms } from '../model/terms.js';
import { currencyCodes, decimalPlacesOf } from '../resolution/currencies.js';
import { ClauseNames, type Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import type { AgreementDocument } from './agreement-document.js';

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
  const { calendars, clocks, charges, serviceLevels } = resolution;
  const exits = new ClauseNames<ExitTrigger>('exit clause');
  declareNames(document.serviceLevels, serviceLevels);
  resolveList(document.charges, 'charges', charges, resolveCharge, resolution);
  resolveList(document.calendars, 'calendars', calendars, resolveCalendar, resolution);
  resolveList(document.clocks, 'clocks', clocks, resolveClock, resolution);
  resolveList(document.serviceLevels, 'serviceLevels', serviceLevels, resolveServiceLevel, resolution);
  const credits =
    document.credits !== undefined && resolution.isSound('credits')
      ? resolveCreditRules(document.credits, 'credits', resolution)
      : noCreditRules;
  resolveList(document.exit, 'exit', exits, resolveExit, resolution);
  const { currency, timezone } = resolution;
  if (resolution.problems.length > 0 || currency === undefined || timezone === undefined) return undefined;
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
    period: Object.freeze({ every: document.period.every }),
    midPeriod: document.midPeriod ?? 'start',
    rounding: document.rounding ?? 'half-up',
    charges: charges.sound(),
    calendars: calendars.sound(),
    clocks: clocks.sound(),
    serviceLevels: serviceLevels.sound(),
    credits,
    exits: exits.sound(),
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
  const priorities = resolution.isSound('priorities') ? document.priorities : undefined;
  checkDistinct(priorities, 'priorities', resolution);
  resolution.priorities = Object.freeze([...(priorities ?? prioritiesByDefault)]);
  if (resolution.isSound('term')) {
    const { from, to } = document.term;
    if (to !== undefined && parseLocalDate(to) < parseLocalDate(from)) {
      resolution.problem(
        'term',
        `The term ends on ${to}, before it begins on ${from}.`,
        'Swap the two dates.',
      );
    }
  }
  if (resolution.isSound('parties') && document.parties.client === document.parties.provider) {
    resolution.problem('parties.provider', 'Client and provider are the same.', 'Name two parties.');
  }
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

/** Names come first, so that clauses may refer to those that come later. */
function declareNames(
  list: readonly { readonly id: string }[] | undefined,
  names: ClauseNames<unknown>,
): void {
  for (const { id } of itemsOf(list)) if (typeof id === 'string') names.declare(id);
}

/** The items of a list that are objects at all: its shape may have errors. */
function itemsOf(list: readonly unknown[] | undefined): readonly { readonly id?: unknown }[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item): item is object => typeof item === 'object' && item !== null);
}

function resolveList<Authored extends { readonly id: string }, Clause>(
  list: readonly Authored[] | undefined,
  path: string,
  names: ClauseNames<Clause>,
  resolveOne: (authored: Authored, path: string, resolution: Resolution) => Clause | undefined,
  resolution: Resolution,
): void {
  if (!Array.isArray(list)) return;
  const seen = new Map<string, string>();
  list.forEach((authored: Authored, index) => {
    const itemPath = joinPath(path, index);
    const id: unknown = typeof authored === 'object' && authored !== null ? authored.id : undefined;
    if (typeof id !== 'string') return;
    const first = seen.get(id);
    if (first !== undefined) {
      resolution.problem(
        `${itemPath}.id`,
        `The id \`${id}\` is taken by ${first}.`,
        'Give each clause of the list an id of its own.',
      );
      return;
    }
    seen.set(id, itemPath);
    names.add(id, resolution.isSound(itemPath) ? resolveOne(authored, itemPath, resolution) : undefined);
  });
}
