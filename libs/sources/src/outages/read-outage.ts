import { bindKey } from '../columns/key-binding.js';
import type { RowColumns } from '../columns/row-columns.js';
import { bindOptionalTime, bindTime } from '../columns/time-binding.js';
import { bindOptional } from '../columns/value-binding.js';
import type { SourceRow } from '../input/source-row.js';
import { ignoreWord, isShare } from '../mapping/check-mapping.js';
import type { Mapping } from '../mapping/mapping.js';
import type { OutagesRule } from '../mapping/service-rules.js';
import { type FactOrigin, latestFact, type RowFact } from '../row-facts.js';
import { RowProblem } from '../row-problem.js';
import type { LatestRow } from '../tickets/read-ticket.js';
import { bindServices } from './services.js';

/** A key of a fact takes 200 characters; what is appended to it needs some. */
const longestOutage = 190;
const nothing: LatestRow = Object.freeze({ facts: [], withdrawnKeys: [] });

/** Binds the rule of outages to an input: each row gives an outage of each service concerned, or throws RowProblem. */
export function bindOutage(
  rule: OutagesRule,
  columns: RowColumns,
  mapping: Mapping,
  origin: FactOrigin,
): (row: SourceRow) => LatestRow {
  const keyOf = bindKey(rule.outage, columns);
  const revisionOf = rule.revision === undefined ? undefined : columns.column(rule.revision);
  const began = bindTime(rule.began, columns, mapping);
  const ended = bindOptionalTime(rule.ended, columns, mapping);
  const services = bindServices(rule.services, columns);
  const share = bindOptional(rule.share, columns);
  const site = bindOptional(rule.site, columns);
  const cause = bindOptional(rule.cause, columns);
  return (row) => {
    const key = keyOf(row);
    const beganAt = began(row)?.instant;
    if (beganAt === undefined) {
      throw new RowProblem(
        'The time of the beginning is empty.',
        'Correct the row, or map another column to `began`.',
      );
    }
    const endedAt = ended?.(row)?.instant;
    if (endedAt !== undefined && endedAt < beganAt) {
      throw new RowProblem(
        'The outage ends before it begins.',
        'Correct the row, or the columns of `began` and `ended`.',
      );
    }
    const shareAffected = share?.(row);
    if (shareAffected === ignoreWord) return nothing;
    if (shareAffected !== undefined && !isShare(shareAffected)) {
      throw new RowProblem(
        `${JSON.stringify(shareAffected)} is no share of a service.`,
        'Give a decimal above 0 and up to 1, or map the words to shares.',
      );
    }
    const [siteText, causeText, revision] = [site?.(row), cause?.(row), revisionOf?.(row)];
    const details = {
      ...(shareAffected !== undefined && shareAffected !== '1' && { shareAffected }),
      ...(siteText !== undefined && { site: siteText }),
      ...(causeText !== undefined && { cause: causeText }),
    };
    const concerned = services(row);
    const facts: RowFact[] = [];
    const withdrawnKeys: string[] = [];
    for (const service of concerned.services) {
      // One row may concern several services, and more of them in a later export: each has an outage of its own.
      const outage = concerned.several ? `${key}/${service}` : key;
      if (outage.length > longestOutage) {
        throw new RowProblem(
          `The outage ${JSON.stringify(key)} of the service ${JSON.stringify(service)} is too long for a key.`,
          'Map the service to a shorter name with `words`.',
        );
      }
      facts.push(
        latestFact(origin, 'OutageBegan', beganAt, `${outage}#began`, revision, {
          outage,
          service,
          ...details,
        }),
      );
      if (endedAt === undefined) withdrawnKeys.push(`${outage}#ended`);
      else facts.push(latestFact(origin, 'OutageEnded', endedAt, `${outage}#ended`, revision, { outage }));
    }
    return { facts, withdrawnKeys };
  };
}
