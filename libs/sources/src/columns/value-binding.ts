import type { TicketStatus } from '@tallystick/facts';
import type { SourceRow } from '../input/source-row.js';
import type { StateRule } from '../mapping/state-rule.js';
import type { Condition, ValueRule } from '../mapping/value-rule.js';
import { RowProblem } from '../row-problem.js';
import type { Column, RowColumns } from './row-columns.js';

export type Value = (row: SourceRow) => string | undefined;

/** No text of a fact that importers fill is longer. */
const longestText = 200;
const joiner = ' / ';

/** What a column or several joined ones say; nothing where all are empty. */
function joined(columns: readonly Column[]): Column {
  const [only] = columns;
  if (columns.length === 1) return only!;
  return (row) => {
    let text: string | undefined;
    for (const column of columns) {
      const part = column(row);
      if (part !== undefined) text = text === undefined ? part : `${text}${joiner}${part}`;
    }
    return text;
  };
}

/** Finds a word, or the same with `*` as its last part. */
function lookUp<T>(words: ReadonlyMap<string, T>, word: string): T | undefined {
  const exact = words.get(word);
  if (exact !== undefined) return exact;
  const last = word.lastIndexOf(joiner);
  return last === -1 ? undefined : words.get(`${word.slice(0, last)}${joiner}*`);
}

function unknownWord(word: string, name: string): RowProblem {
  return new RowProblem(
    `Column \`${name}\` has the word ${JSON.stringify(word)}, which the mapping does not know.`,
    'Add it to `words` of the mapping, or say with `else` what other words mean.',
  );
}

/**
 * Binds a value rule, or a plain column name, to the columns of an input.
 * @param required whether a fact cannot be without it: an empty column then rejects the row unless the rule says otherwise.
 */
export function bindValue(rule: string | ValueRule, columns: RowColumns, required: boolean): Value {
  if (typeof rule === 'string') return bindValue({ column: rule }, columns, required);
  const { constant, words } = rule;
  if (constant !== undefined) return () => constant;
  const names = rule.columns ?? [rule.column!];
  const name = names.join(joiner);
  const read = joined(names.map((column) => columns.column(column)));
  const other = rule.else ?? (words === undefined ? 'as-written' : 'reject');
  const empty = rule.empty ?? (required ? 'reject' : 'none');
  return (row) => {
    const word = read(row);
    if (word === undefined) {
      if (empty === 'none') return undefined;
      if (empty !== 'reject') return empty;
      throw new RowProblem(
        `Column \`${name}\` is empty.`,
        'Correct the row, or say with `empty` what an empty column means.',
      );
    }
    const text =
      (words === undefined ? undefined : lookUp(words, word)) ?? (other === 'as-written' ? word : other);
    if (text === 'reject' && other === 'reject') throw unknownWord(word, name);
    if (text.length > longestText) {
      throw new RowProblem(
        `Column \`${name}\` has a text of ${text.length} characters; a fact takes ${longestText}.`,
        'Map a column with keys rather than prose.',
      );
    }
    return text;
  };
}

export function bindOptional(rule: string | ValueRule | undefined, columns: RowColumns): Value | undefined {
  return rule === undefined ? undefined : bindValue(rule, columns, false);
}

export interface SaidStatus {
  readonly status: TicketStatus;
  readonly ball?: string;
  /** The export's own word. */
  readonly word: string;
}

/** Binds a status rule. Nothing where the row says nothing of the status. */
export function bindState(
  rule: StateRule,
  columns: RowColumns,
  emptyByDefault: 'reject' | 'unchanged',
): (row: SourceRow) => SaidStatus | undefined {
  const names = rule.columns ?? [rule.column!];
  const name = names.join(joiner);
  const read = joined(names.map((column) => columns.column(column)));
  const other = rule.else ?? 'reject';
  const empty = rule.empty ?? emptyByDefault;
  return (row) => {
    const word = read(row);
    if (word === undefined) {
      if (empty === 'unchanged') return undefined;
      throw new RowProblem(
        `Column \`${name}\` is empty.`,
        'Correct the row, or write `empty: unchanged` where an empty status says nothing.',
      );
    }
    const meaning = lookUp(rule.words, word) ?? other;
    if (meaning === 'reject') throw unknownWord(word, name);
    if (typeof meaning === 'string') {
      return meaning === 'unchanged' ? undefined : { status: meaning, word: word.slice(0, longestText) };
    }
    if (meaning.status === 'unchanged') return undefined;
    return {
      status: meaning.status,
      word: word.slice(0, longestText),
      ...(meaning.ball !== undefined && { ball: meaning.ball }),
    };
  };
}

/** Binds conditions: whether all hold for a row. */
export function bindConditions(
  rules: readonly Condition[] | undefined,
  columns: RowColumns,
): (row: SourceRow) => boolean {
  const all = (rules ?? []).map((rule) => {
    const read = columns.column(rule.column);
    const is = wordSet(rule.is);
    const isNot = wordSet(rule.isNot);
    return (row: SourceRow): boolean => {
      const word = read(row);
      if (rule.empty !== undefined && rule.empty !== (word === undefined)) return false;
      if (is !== undefined && (word === undefined || !is.has(word))) return false;
      return isNot === undefined || word === undefined || !isNot.has(word);
    };
  });
  return (row) => all.every((holds) => holds(row));
}

function wordSet(words: string | readonly string[] | undefined): ReadonlySet<string> | undefined {
  return words === undefined ? undefined : new Set(typeof words === 'string' ? [words] : words);
}
