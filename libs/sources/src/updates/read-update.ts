import { bindOptionalTime, bindTime } from '../columns/time-binding.js';
import { bindConditions, bindOptional, bindState, bindValue, type Value } from '../columns/value-binding.js';
import type { RowColumns } from '../columns/row-columns.js';
import type { SourceRow } from '../input/source-row.js';
import type { Mapping } from '../mapping/mapping.js';
import { ChangesRule, type UpdatesRule } from '../mapping/history-rules.js';
import type { TicketColumns } from '../mapping/ticket-columns.js';
import { ValueRule } from '../mapping/value-rule.js';
import { RowProblem } from '../row-problem.js';
import { bindKey, bindOrder } from '../columns/key-binding.js';
import { fieldColumns } from './field-columns.js';
import {
  aboutKeys,
  assignmentKeys,
  classificationKeys,
  openingKeys,
  type UpdateSaid,
} from './update-said.js';

/** What a row is about and what it says. */
export interface ReadUpdate {
  readonly about: string;
  readonly said: UpdateSaid;
}

/** Binds the rule of a ticket's history to an input: reads one row, or throws RowProblem. */
export function bindUpdate(
  rule: UpdatesRule | ChangesRule,
  rowColumns: RowColumns,
  mapping: Mapping,
): (row: SourceRow) => ReadUpdate {
  const changes = rule instanceof ChangesRule;
  const columns = changes ? fieldColumns(rowColumns, rule.field, rule.value) : rowColumns;
  const ticket = bindKey(rule.ticket, rowColumns);
  const time = bindTime(rule.time, rowColumns, mapping);
  const opened = bindOptionalTime(rule.opened, rowColumns, mapping);
  const reported = bindOptionalTime(rule.reported, columns, mapping);
  const order = bindOrder(rule.order, rowColumns);
  const state = bindState(rule.state, columns, changes ? 'unchanged' : 'reject');
  const evidence = bindOptional(rule.waitEvidence, columns);
  const code = bindOptional(rule.code, columns);
  const texts = textsOf(rule, columns, changes);
  const { when } = rule.response ?? {};
  const responds = when === undefined ? undefined : bindConditions(when, columns);
  return (row) => {
    const about = ticket(row);
    const at = time(row);
    if (at === undefined) {
      throw new RowProblem(
        'The time of the row is empty.',
        'Correct the row, or map another column to `time`.',
      );
    }
    const said: { -readonly [K in keyof UpdateSaid]: UpdateSaid[K] } = { at: at.instant };
    if (at.again !== undefined) said.again = at.again;
    const place = order(row);
    if (place !== undefined) said.order = place;
    const openedAt = opened?.(row);
    if (openedAt !== undefined) {
      if (rule.beforeOpening === 'reject' && at.instant < openedAt.instant) {
        throw new RowProblem(
          'The row happened before the ticket was opened.',
          'Correct the row, or set `beforeOpening` of the mapping.',
        );
      }
      said.opened = openedAt.instant;
    }
    const reportedAt = reported?.(row);
    if (reportedAt !== undefined) said.reported = reportedAt.instant;
    const status = state(row);
    if (status !== undefined) {
      said.status = status.status;
      said.word = status.word;
      if (status.ball !== undefined) said.ball = status.ball;
    }
    for (const [key, value] of texts) {
      const text = value(row);
      if (text !== undefined) said[key] = text;
    }
    const why = evidence?.(row);
    if (why !== undefined) said.evidence = why;
    const codeText = code?.(row);
    if (codeText !== undefined) said.code = codeText;
    if (responds?.(row) === true) said.responded = true;
    return { about, said };
  };
}

type TextKey =
  | 'ticketType'
  | 'priority'
  | (typeof classificationKeys)[number]
  | (typeof assignmentKeys)[number]
  | (typeof openingKeys)[number]
  | (typeof aboutKeys)[number];

function textsOf(
  rule: TicketColumns,
  columns: RowColumns,
  changes: boolean,
): readonly (readonly [key: TextKey, value: Value])[] {
  const keys = [...classificationKeys, ...assignmentKeys, ...openingKeys, ...aboutKeys] as const;
  return [
    ['ticketType', bindValue(withoutEmpty(rule.ticketType, changes), columns, !changes)],
    ['priority', bindValue(withoutEmpty(rule.priority, changes), columns, !changes)],
    ...keys.flatMap((key): [TextKey, Value][] => {
      const value = rule[key];
      return value === undefined ? [] : [[key, bindValue(withoutEmpty(value, changes), columns, false)]];
    }),
  ];
}

/** A row that changes another field says nothing of this one: what `empty` names holds only until the first change. */
function withoutEmpty(rule: string | ValueRule, changes: boolean): string | ValueRule {
  return changes && rule instanceof ValueRule
    ? Object.assign(new ValueRule(), rule, { empty: 'none' })
    : rule;
}
