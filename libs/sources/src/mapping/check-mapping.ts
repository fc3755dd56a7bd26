import { isDecimalText, joinPath, type ShapeProblem } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import { ChangesRule, ResponseRule } from './history-rules.js';
import type { MappingDocument } from './mapping-document.js';
import { OutagesRule, ServicesRule } from './service-rules.js';
import { StateRule } from './state-rule.js';
import { TicketColumns } from './ticket-columns.js';
import { WaitRule } from './ticket-rules.js';
import { LengthRule, MarkRule, TimeRule } from './time-rule.js';
import { Condition, ValueRule } from './value-rule.js';

/** The word by which a share says that the row is no outage, and a service that it is left out. */
export const ignoreWord = 'ignore';

/** What is wrong with a mapping beyond the shape of its keys. */
export function mappingProblems(document: MappingDocument): readonly ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  visit(document, '', (value, path) => problems.push(...problemsOf(value, path, document)));
  return problems;
}

function visit(value: unknown, path: string, see: (value: object, path: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => visit(item, joinPath(path, index), see));
  } else if (value instanceof Map) {
    for (const [key, item] of value as Map<string, unknown>) visit(item, joinPath(path, key), see);
  } else {
    see(value, path);
    for (const [key, item] of Object.entries(value)) visit(item, joinPath(path, key), see);
  }
}

function problemsOf(value: object, path: string, document: MappingDocument): readonly ShapeProblem[] {
  if (value instanceof ValueRule) return exactlyOne(value, path, ['column', 'columns', 'constant']);
  if (value instanceof StateRule) return exactlyOne(value, path, ['column', 'columns']);
  if (value instanceof MarkRule)
    return exactlyOne(value, path, ['column', 'joined', 'first', 'earliest', 'latest', 'afterOpening']);
  if (value instanceof TimeRule)
    return exactlyOne(value, path, ['column', 'joined', 'first', 'earliest', 'latest']);
  if (value instanceof ServicesRule) return exactlyOne(value, path, ['columns', 'flags']);
  if (value instanceof WaitRule) return waitProblems(value, path);
  if (value instanceof LengthRule) return lengthProblems(value, path, document);
  if (value instanceof Condition) return conditionProblems(value, path);
  if (value instanceof ResponseRule) return exactlyOne(value, path, ['status', 'assignment', 'when']);
  if (value instanceof TicketColumns) return ticketProblems(value, path);
  if (value instanceof OutagesRule) return shareProblems(value.share, joinPath(path, 'share'));
  return [];
}

function exactlyOne<T extends object>(
  value: T,
  path: string,
  keys: readonly (keyof T & string)[],
): readonly ShapeProblem[] {
  const given = keys.filter((key) => value[key] !== undefined);
  if (given.length === 1) return [];
  const names = keys.map((key) => `\`${key}\``).join(', ');
  return given.length === 0
    ? [{ path, problem: `It has none of ${names}.`, mend: 'Write exactly one of them.' }]
    : [
        {
          path: joinPath(path, given[1]!),
          problem: `It excludes \`${given[0]!}\`.`,
          mend: `Keep one of ${names}.`,
        },
      ];
}

function waitProblems(wait: WaitRule, path: string): readonly ShapeProblem[] {
  const problems = [...exactlyOne(wait, path, ['from', 'length'])];
  for (const key of ['until', 'list'] as const) {
    if (wait[key] !== undefined && wait.from === undefined) {
      problems.push({
        path: joinPath(path, key),
        problem: 'It needs `from`.',
        mend: 'Add `from`, or leave it out.',
      });
    }
  }
  return problems;
}

function lengthProblems(
  length: LengthRule,
  path: string,
  document: MappingDocument,
): readonly ShapeProblem[] {
  return length.measuredIn === 'working' && document.workingTime === undefined
    ? [
        {
          path: joinPath(path, 'measuredIn'),
          problem: 'The mapping does not say which hours count.',
          mend: 'Add `workingTime` with `zone` and `hours` to the mapping.',
        },
      ]
    : [];
}

function conditionProblems(condition: Condition, path: string): readonly ShapeProblem[] {
  return condition.is === undefined && condition.isNot === undefined && condition.empty === undefined
    ? [{ path, problem: 'It says nothing of the column.', mend: 'Add `is`, `isNot` or `empty`.' }]
    : [];
}

function ticketProblems(rule: TicketColumns, path: string): readonly ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  if (rule instanceof ChangesRule) {
    // A ticket opens before every one of its fields was changed once, so what it cannot be without needs a word.
    for (const key of ['ticketType', 'priority'] as const) {
      const value = rule[key];
      if (typeof value === 'string' || (value.constant === undefined && !isWord(value.empty))) {
        problems.push({
          path: joinPath(path, key),
          problem: 'A ticket may open before any row tells it.',
          mend: 'Write an object with `column` and `empty`, the text it has until then.',
        });
      }
    }
  }
  const response = (rule as { response?: ResponseRule }).response;
  if (response?.assignment !== undefined && rule[response.assignment] === undefined) {
    problems.push({
      path: joinPath(joinPath(path, 'response'), 'assignment'),
      problem: `The mapping has no \`${response.assignment}\`.`,
      mend: `Map \`${response.assignment}\` to its column.`,
    });
  }
  return problems;
}

function isWord(text: string | undefined): boolean {
  return text !== undefined && text !== 'none' && text !== 'reject';
}

function shareProblems(share: string | ValueRule | undefined, path: string): readonly ShapeProblem[] {
  if (!(share instanceof ValueRule)) return [];
  const written: (readonly [string, string])[] = [];
  if (share.constant !== undefined) written.push([joinPath(path, 'constant'), share.constant]);
  for (const [word, text] of share.words ?? []) written.push([joinPath(joinPath(path, 'words'), word), text]);
  if (share.else !== undefined && !['reject', 'as-written'].includes(share.else)) {
    written.push([joinPath(path, 'else'), share.else]);
  }
  if (isWord(share.empty)) written.push([joinPath(path, 'empty'), share.empty!]);
  return written
    .filter(([, text]) => text !== ignoreWord && !isShare(text))
    .map(([place, text]) => ({
      path: place,
      problem: `${JSON.stringify(text)} is no share of a service.`,
      mend: 'Write a decimal above 0 and up to 1, such as 0.3, or `ignore` where it is no outage.',
    }));
}

/** Whether a text is an exact decimal above 0 and at most 1. */
export function isShare(text: string): boolean {
  if (!isDecimalText(text)) return false;
  const share = Rational.parse(text);
  return share.compare(Rational.parse('0')) > 0 && share.compare(Rational.parse('1')) <= 0;
}
