import { checkAmendment, type TermsEntry, termsInForce } from '@tallystick/terms';
import { TallyError } from '@tallystick/errors';
import type { ZoneTable } from '@tallystick/calendar';
import { type DrawnAgreement, reportedLevels } from './agreement.js';
import type { Dice } from './dice.js';
import { drawCalendars, drawClock, drawManagedFee } from './frame.js';
import { drawLevel } from './levels.js';
import { drawCredits, drawEarnBacks, drawExits } from './money.js';
import { withNewerCredits } from './newer-keys.js';
import { drawObligation, drawRelief } from './obligations.js';
import type { Plain } from './plain.js';

/** A fact about the terms as drawn: it still needs an id and an instant of recording. */
export type TermsChange =
  | {
      readonly kind: 'amended';
      readonly document: Plain;
      readonly amendment: string;
      readonly effectiveFrom: string;
    }
  | { readonly kind: 'rescinded'; readonly amendment: string; readonly effectiveFrom: string | undefined };

/**
 * Amendments, corrections and rescissions in the order in which they are recorded. Drawing one that would lead to terms
 * that do not load (a removed level that something still refers to) is drawing none.
 *
 * @param days the local days from which they may hold; each is used once, so that none depends on the order of recording.
 */
export function drawChanges(
  dice: Dice,
  drawn: DrawnAgreement,
  signed: unknown,
  days: readonly string[],
  zones: ZoneTable,
): TermsChange[] {
  let entries: readonly TermsEntry[] = [{ kind: 'signed', position: 1, factId: 'signed', terms: signed }];
  const changes: TermsChange[] = [];
  const names: string[] = [];
  const left = [...days];
  for (let index = 0; index < 3; index += 1) {
    const position = entries.length + 1;
    const rescinds = names.length > 0 && dice.percent(20);
    const day = left.splice(dice.whole(0, left.length - 1), 1)[0]!;
    if (rescinds) {
      const amendment = dice.one(names);
      const effectiveFrom = dice.percent(50) ? day : undefined;
      const entry = { kind: 'rescinded', position, factId: `f${index}`, amendment, effectiveFrom } as const;
      if (loads([...entries, entry], zones)) {
        entries = [...entries, entry];
        changes.push({ kind: 'rescinded', amendment, effectiveFrom });
        names.splice(names.indexOf(amendment), 1);
      }
      continue;
    }
    const corrects = dice.percent(20) ? dice.one(['agreement', ...names]) : undefined;
    const name = `A${index}`;
    const document = {
      amendment: name,
      agreement: 'acme-northwind',
      ...(corrects === undefined
        ? { kind: 'amendment', effectiveFrom: day }
        : { kind: 'correction', corrects }),
      executedAt: day,
      ...drawContent(dice, drawn),
    };
    try {
      const checked = checkAmendment(entries, document, zones);
      const effectiveFrom = dateOf(checked.effectiveFrom);
      const plain = checked.amendment.document as Plain;
      entries = [...entries, { kind: 'amended', position, factId: `f${index}`, document: plain }];
      changes.push({ kind: 'amended', document: plain, amendment: name, effectiveFrom });
      if (corrects === undefined) names.push(name);
    } catch (error) {
      if (!(error instanceof TallyError)) throw error;
    }
  }
  return changes;
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function loads(entries: readonly TermsEntry[], zones: ZoneTable): boolean {
  try {
    termsInForce(entries, zones);
    return true;
  } catch (error) {
    if (error instanceof TallyError) return false;
    throw error;
  }
}

/** What an amendment changes, removes and starts afresh. */
function drawContent(dice: Dice, drawn: DrawnAgreement): Plain {
  const { levels, obligations, document } = drawn;
  const money = { clauses: levels.clauses, obligations };
  const slot = dice.one(levels.slots);
  const credits = document['credits'] as Plain;
  const exits = (document['exit'] as readonly Plain[]).map(({ id }) => id as string);
  const everything = [levels.clauses, document['obligations'], document['reviews'], document['escalation']];
  return dice.one<() => Plain>([
    () => ({ change: { charges: [drawManagedFee(dice)] } }),
    () => ({ change: { serviceLevels: [drawLevel(dice, slot)] } }),
    () => ({
      change: { serviceLevels: [drawLevel(dice, slot)] },
      restartHistory: { serviceLevels: [slot.id], ...(exits[0] === undefined ? {} : { exit: [exits[0]] }) },
    }),
    () => ({ change: { credits: withNewerCredits(dice.aside(), drawCredits(dice, money, everything)) } }),
    () => ({ change: { exit: drawExits(dice, money, credits).slice(0, 2) } }),
    () => ({ change: { midPeriod: dice.one(['start', 'end', 'segment']), title: 'Managed services' } }),
    () => ({ change: { calendars: drawCalendars(dice), clocks: [drawClock(dice, 'resolution')] } }),
    () => ({
      change: { obligations: [drawObligation(dice, dice.one(obligations), reportedLevels(levels))] },
    }),
    () => ({ change: { relief: drawRelief(dice), rounding: 'half-even' } }),
    () => {
      const earnBack = drawEarnBacks(dice, money);
      return earnBack.length === 0 ? { change: { title: 'Nothing else' } } : { change: { earnBack } };
    },
    () => ({
      remove: { exit: exits.slice(-1) },
      change: { responsibilities: [{ area: 'email', owner: 'client' }] },
    }),
    () => ({ remove: { serviceLevels: [slot.id] } }),
  ])();
}
