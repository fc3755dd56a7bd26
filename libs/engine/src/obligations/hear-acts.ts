import type { RecordedAct } from './recorded-acts.js';
import type { Standing } from './standing.js';

/** A fact that no occurrence is meant by. */
export interface UnheardAct {
  readonly act: RecordedAct;
  readonly why: 'no-such-occurrence' | 'nothing-open';
}

/**
 * Brings the facts of one obligation to its occurrences. A fact that names an occurrence or a period is about that one;
 * one that names none is about the oldest that it fits: what is delivered or waived to the oldest that is still owed
 * (of what is owed again and again also the next one to come), an acceptance or a refusal to the oldest that waits.
 *
 * @param standings in the order in which they arose.
 * @param acts in effective order.
 */
export function hearActs(standings: readonly Standing[], acts: readonly RecordedAct[]): UnheardAct[] {
  const byName = namesOf(standings);
  const unheard: UnheardAct[] = [];
  let settled = 0;
  for (const act of acts) {
    // What is accepted or waived stays so; the others are few.
    while (settled < standings.length && isSettled(standings[settled]!)) settled += 1;
    const named = act.names.map((name) => byName.get(name)).find((standing) => standing !== undefined);
    const meant = act.names.length > 0 ? named : oldestFor(standings, settled, act);
    if (meant === undefined) {
      unheard.push({ act, why: act.names.length > 0 ? 'no-such-occurrence' : 'nothing-open' });
    } else {
      meant.hear(act);
    }
  }
  return unheard;
}

/** Each by its key, and by another name that no key has taken. */
function namesOf(standings: readonly Standing[]): Map<string, Standing> {
  const byName = new Map<string, Standing>();
  for (const standing of standings) byName.set(standing.arising.key, standing);
  for (const standing of standings) {
    for (const name of standing.arising.otherNames) {
      if (!byName.has(name)) byName.set(name, standing);
    }
  }
  return byName;
}

function isSettled(standing: Standing): boolean {
  return standing.isAccepted || standing.waived;
}

function oldestFor(
  standings: readonly Standing[],
  from: number,
  { kind, at }: RecordedAct,
): Standing | undefined {
  for (let index = from; index < standings.length; index += 1) {
    const standing = standings[index]!;
    const { arisesAt, obligation } = standing.arising;
    const hasCome = arisesAt <= at;
    if (kind === 'accepted' || kind === 'refused') {
      standing.advance(at);
      if (standing.isPending) return standing;
    } else if (standing.isOwedAt(at)) {
      // A report of a month that is still running is that month's.
      if (hasCome || obligation.due.kind !== 'after-event') return standing;
    }
    if (!hasCome) return undefined;
  }
  return undefined;
}
