import packedData from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import { invariant } from '@tallystick/errors';
import { localDateOf } from '@tallystick/quantities';
import { unpackZone } from './packed-zone.js';
import { refuseUnknown, type ZoneTable } from './zone-table.js';
import type { ZoneTransitions } from './zone-transitions.js';

/**
 * What the packed data covers: it starts with every zone's local mean time, and lists the recurring changes up to the
 * end of 2499. A test checks that no zone's list ends before.
 */
const coversFrom = localDateOf(1800, 1, 1) * 86_400;
const coversUntil = localDateOf(2499, 1, 1) * 86_400;

let table: ZoneTable | undefined;

/**
 * The time-zone database that this program ships, pinned by its lockfile (moment-timezone's data, not its code).
 * A zone is unpacked when it is first asked for.
 */
export function pinnedZoneTable(): ZoneTable {
  table ??= unpackedOnDemand();
  return table;
}

function unpackedOnDemand(): ZoneTable {
  const version = `tzdb-${packedData.version}`;
  const packedByName = new Map<string, string>();
  for (const packed of packedData.zones) {
    packedByName.set(packed.slice(0, packed.indexOf('|')), packed);
  }
  for (const link of packedData.links) {
    const [target = '', alias = ''] = link.split('|');
    const packed = packedByName.get(target);
    invariant(packed !== undefined, `the alias ${alias} leads to a zone`);
    packedByName.set(alias, packed);
  }
  const unpacked = new Map<string, ZoneTransitions>();
  return Object.freeze({
    version,
    transitionsOf: (zone: string): ZoneTransitions => {
      let transitions = unpacked.get(zone);
      if (transitions === undefined) {
        const packed = packedByName.get(zone) ?? refuseUnknown(zone, version, [...packedByName.keys()]);
        transitions = Object.freeze({ zone, ...unpackZone(packed), coversFrom, coversUntil });
        unpacked.set(zone, transitions);
      }
      return transitions;
    },
  });
}
