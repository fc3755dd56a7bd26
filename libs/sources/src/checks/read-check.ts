import { bindOrder } from '../columns/key-binding.js';
import type { RowColumns } from '../columns/row-columns.js';
import { bindTime } from '../columns/time-binding.js';
import { bindOptional } from '../columns/value-binding.js';
import type { SourceRow } from '../input/source-row.js';
import type { Mapping } from '../mapping/mapping.js';
import type { ChecksRule } from '../mapping/service-rules.js';
import { RowProblem } from '../row-problem.js';
import type { UpdateSaid } from '../updates/update-said.js';

/** What one check says. It orders like the update of a ticket. */
export interface CheckSaid extends Pick<UpdateSaid, 'at' | 'again' | 'order'> {
  readonly state?: 'up' | 'down';
  /** As it was known at this check. */
  readonly service?: string;
  readonly site?: string;
}

const longestMonitor = 140;

/** Binds the rule of checks to an input: reads one row, or throws RowProblem. */
export function bindCheck(
  rule: ChecksRule,
  columns: RowColumns,
  mapping: Mapping,
): (row: SourceRow) => { readonly about: string; readonly said: CheckSaid } {
  const monitor = rule.monitor.map((name) => columns.column(name));
  const time = bindTime(rule.time, columns, mapping);
  const order = bindOrder(rule.order, columns);
  const status = columns.column(rule.status);
  const service = bindOptional(rule.service, columns);
  const site = bindOptional(rule.site, columns);
  const other = rule.else ?? 'reject';
  return (row) => {
    const about = monitor
      .map((column) => column(row))
      .filter((part) => part !== undefined)
      .join(' ');
    if (about === '' || about.length > longestMonitor) {
      throw new RowProblem(
        about === '' ? 'The name of the monitor is empty.' : 'The name of the monitor is too long for a key.',
        'Correct the row, or map other columns to `monitor`.',
      );
    }
    const at = time(row);
    if (at === undefined) throw new RowProblem('The time of the check is empty.', 'Correct the row.');
    const word = status(row) ?? '';
    const state = rule.words.get(word) ?? other;
    if (state === 'reject') {
      throw new RowProblem(
        `Column \`${rule.status}\` has the word ${JSON.stringify(word)}, which the mapping does not know.`,
        'Add it to `words` of the mapping, or say with `else` what other words mean.',
      );
    }
    const place = order(row);
    const [serviceText, siteText] = [service?.(row), site?.(row)];
    return {
      about,
      said: {
        at: at.instant,
        ...(at.again !== undefined && { again: at.again }),
        ...(place !== undefined && { order: place }),
        ...(state !== 'unchanged' && { state }),
        ...(serviceText !== undefined && { service: serviceText }),
        ...(siteText !== undefined && { site: siteText }),
      },
    };
  };
}
