import { bindLength } from '../columns/length-binding.js';
import type { RowColumns } from '../columns/row-columns.js';
import { bindOptionalTime, bindTime } from '../columns/time-binding.js';
import type { SourceRow } from '../input/source-row.js';
import type { Mapping } from '../mapping/mapping.js';
import type { WaitRule } from '../mapping/ticket-rules.js';
import type { TimeRule } from '../mapping/time-rule.js';
import { RowProblem } from '../row-problem.js';
import { lengthBefore } from './working-length.js';

interface Wait {
  /** Names the wait within its ticket. */
  readonly key: string;
  readonly status: 'waiting-client' | 'waiting-third-party' | 'waiting-change';
  /** Absent: the ticket has no such wait. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly evidence?: string;
}

type Waits = (row: SourceRow, opened: number, stopped: number | undefined) => readonly Wait[];

/** Binds the waits of a ticket table. `stopped` is the resolution, or the closing where there is none. */
export function bindWaits(rules: readonly WaitRule[], columns: RowColumns, mapping: Mapping): Waits {
  const all = rules.map((rule, index) => bindWait(rule, `wait-${index + 1}`, columns, mapping));
  return (row, opened, stopped) => all.flatMap((waits) => waits(row, opened, stopped));
}

function bindWait(rule: WaitRule, key: string, columns: RowColumns, mapping: Mapping): Waits {
  const { length, list } = rule;
  const status = rule.status ?? 'waiting-client';
  if (length !== undefined) {
    const seconds = bindLength(length, columns);
    const workingTime = length.measuredIn === 'working' ? mapping.workingTime : undefined;
    return (row, opened, stopped) => {
      const waited = seconds(row);
      const none = { key, status, from: undefined, until: undefined };
      // While the ticket runs, nobody can say when it waited; the next export will.
      if (waited === undefined || waited === 0 || stopped === undefined) return [none];
      const from = lengthBefore(stopped, waited, workingTime, opened);
      if (from === undefined) {
        throw new RowProblem(
          `Column \`${length.column}\` says that the ticket waited ${waited} s, which is more than it took.`,
          'Correct the row, or the `unit` and `measuredIn` of the mapping.',
        );
      }
      const evidence = `${waited} s of waiting in all, reported as a length only; placed before the end`;
      return [{ key, status, from, until: stopped, evidence }];
    };
  }
  const from = bindTime(rule.from as string | TimeRule, columns, mapping);
  const until = bindOptionalTime(rule.until, columns, mapping);
  const one = (row: SourceRow, name: string): Wait => {
    const wait = { key: name, status, from: from(row)?.instant, until: until?.(row)?.instant };
    if (wait.from !== undefined && wait.until !== undefined && wait.until < wait.from) {
      throw new RowProblem('A wait ends before it begins.', 'Correct the row.');
    }
    return wait;
  };
  if (list === undefined) return (row) => [one(row, key)];
  const items = columns.objects(list);
  return (row) => items(row).map((item, index) => one(item, `${key}.${index + 1}`));
}
