import { compareText, parseInstant, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from './fact-record.js';
import type { Maintenance } from './service-records.js';

/**
 * The maintenance windows from their facts in any order, sorted by start, service and key: one for each key and
 * service, as last announced. An announcement after a cancellation puts the window back.
 */
export function maintenancesOf(
  records: readonly FactRecord<'MaintenanceAnnounced' | 'MaintenanceCancelled'>[],
): readonly Maintenance[] {
  const windows = new Map<string, Map<string, Maintenance>>();
  for (const { fact, effectiveAt, position } of [...records].sort(inEffectiveOrder)) {
    let ofKey = windows.get(fact.maintenance);
    if (ofKey === undefined) {
      ofKey = new Map();
      windows.set(fact.maintenance, ofKey);
    }
    if (fact.type === 'MaintenanceAnnounced') {
      const before = ofKey.get(fact.service);
      ofKey.set(fact.service, {
        maintenance: fact.maintenance,
        service: fact.service,
        from: wholeSecond(parseInstant(fact.from)),
        until: wholeSecond(parseInstant(fact.until)),
        noticeGivenAt: wholeSecond(
          fact.noticeGivenAt === undefined ? effectiveAt : parseInstant(fact.noticeGivenAt),
        ),
        cancelledAt: undefined,
        change: fact.change,
        factIds: [...(before?.factIds ?? []), fact.id],
        lastPosition: Math.max(before?.lastPosition ?? 0, position),
      });
      continue;
    }
    for (const [service, window] of ofKey) {
      ofKey.set(service, {
        ...window,
        cancelledAt: wholeSecond(effectiveAt),
        factIds: [...window.factIds, fact.id],
        lastPosition: Math.max(window.lastPosition, position),
      });
    }
  }
  return [...windows.values()]
    .flatMap((ofKey) => [...ofKey.values()])
    .sort(
      (a, b) =>
        a.from - b.from || compareText(a.service, b.service) || compareText(a.maintenance, b.maintenance),
    );
}
