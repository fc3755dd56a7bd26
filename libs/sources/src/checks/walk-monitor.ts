import { formatInstant } from '@tallystick/quantities';
import type { ChecksRule } from '../mapping/service-rules.js';
import { type FactOrigin, importedFact } from '../row-facts.js';
import type { StagedRow } from '../staging/row-store.js';
import { orderRows } from '../updates/order-rows.js';
import type { WalkedRow } from '../updates/walk-ticket.js';
import type { CheckSaid } from './read-check.js';

/**
 * Walks the checks of one monitor in order. An outage begins with the first check that is down and ends with the next
 * that is up; one that is never seen up again lasts. It is named by the monitor and its beginning.
 */
export function walkMonitor(
  monitor: string,
  staged: readonly StagedRow<CheckSaid>[],
  rule: ChecksRule,
  origin: FactOrigin,
): readonly WalkedRow[] {
  let outage: string | undefined;
  return orderRows(staged, rule.sameInstant ?? 'as-in-file').map(({ row, said, at, ordinal }): WalkedRow => {
    const unchanged = said.state === undefined || (said.state === 'down') === (outage !== undefined);
    if (unchanged) return { row, facts: [] };
    const identity = (key: string) => ({ key, parts: [key, String(ordinal)], instant: at });
    if (outage === undefined) {
      outage = `${monitor} ${formatInstant(at)}`;
      const payload = {
        outage,
        service: said.service ?? monitor,
        ...(said.site !== undefined && { site: said.site }),
      };
      return { row, facts: [{ fact: importedFact(origin, 'OutageBegan', at, identity(outage), payload) }] };
    }
    const fact = importedFact(origin, 'OutageEnded', at, identity(outage), { outage });
    outage = undefined;
    return { row, facts: [{ fact }] };
  });
}
