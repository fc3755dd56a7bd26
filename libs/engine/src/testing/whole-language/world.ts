import { pinnedZoneTable } from '@tallystick/calendar';
import { factIdOf } from '@tallystick/facts';
import { readTerms } from '@tallystick/terms';
import { type FactLine, Scenario } from '../scenario.js';
import { drawAgreement } from './agreement.js';
import { drawChanges, type TermsChange } from './amendments.js';
import { Dice } from './dice.js';
import { drawHistory } from './history.js';
import type { Plain } from './plain.js';

/** An agreement's whole ledger: the terms as signed first, then everything in the order of recording. */
export type World = readonly FactLine[];

/** When everything drawn is known. */
export const knownBy = '2025-10-01T00:00:00Z';

const zones = pinnedZoneTable();

/** The days from which amendments may hold; some are first days of periods. */
const days = [
  '2025-01-16',
  '2025-01-27',
  '2025-02-01',
  '2025-02-13',
  '2025-03-01',
  '2025-03-09',
  '2025-03-16',
  '2025-03-30',
  '2025-04-01',
  '2025-04-07',
  '2025-04-21',
  '2025-05-01',
  '2025-05-19',
  '2025-06-16',
];

/** A random agreement over the whole language, with amendments, and half a year of its history. */
export function drawWorld(seed: number): World {
  const dice = new Dice(seed);
  const agreement = drawAgreement(dice);
  const signed = readTerms(JSON.stringify(agreement.document), 'terms.json', zones).document;
  const changes = dice.percent(75) ? drawChanges(dice, agreement, signed, days, zones) : [];
  return inLedgerOrder([
    signature(signed),
    ...changes.map((change, index) => changeFact(dice, change, index)),
    ...drawHistory(dice, agreement),
  ]);
}

function signature(terms: unknown): FactLine {
  return {
    id: factIdOf(['signed'], 0),
    type: 'AgreementSigned',
    effectiveAt: '2024-12-01T00:00:00Z',
    recordedAt: '2024-12-01T00:00:00Z',
    assertedBy: 'client',
    terms,
  };
}

/** Recorded one after the other, some long after the day from which they hold. */
function changeFact(dice: Dice, change: TermsChange, index: number): FactLine {
  const day = 10 + index * 36 + dice.whole(0, 30);
  const at = new Date(Date.UTC(2025, 0, day, 9, 30, index)).toISOString().replace('.000Z', 'Z');
  const envelope = {
    id: factIdOf(['terms', `${index}`], 0),
    effectiveAt: at,
    recordedAt: at,
    assertedBy: 'client',
    amendment: change.amendment,
  };
  if (change.kind === 'rescinded') {
    const { effectiveFrom } = change;
    return { ...envelope, type: 'TermsRescinded', ...(effectiveFrom === undefined ? {} : { effectiveFrom }) };
  }
  const { document, effectiveFrom } = change;
  const executedAt = document['executedAt'];
  return { ...envelope, type: 'TermsAmended', kind: document['kind'], effectiveFrom, executedAt, document };
}

export function inLedgerOrder(world: World): World {
  return world
    .map((line, index) => ({ line, index }))
    .sort((a, b) => Date.parse(recordedAt(a.line)) - Date.parse(recordedAt(b.line)) || a.index - b.index)
    .map(({ line }) => line);
}

export function recordedAt(line: FactLine): string {
  return line['recordedAt'] as string;
}

export function termsOf(world: World): Plain {
  return world[0]!['terms'] as Plain;
}

/** The same facts under other terms. */
export function underTerms(world: World, terms: Plain): World {
  return [
    { ...world[0]!, terms: readTerms(JSON.stringify(terms), 'terms.json', zones).document },
    ...world.slice(1),
  ];
}

export function play(world: World): Scenario {
  const scenario = new Scenario();
  scenario.record(...world);
  return scenario;
}
