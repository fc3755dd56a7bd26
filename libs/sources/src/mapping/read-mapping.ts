import {
  compileWorkingTime,
  type CalendarHours,
  hoursOn,
  parseDayHours,
  pinnedZoneTable,
  type WorkingTime,
} from '@tallystick/calendar';
import {
  documentError,
  inspectDocument,
  joinPath,
  type JsonSchema,
  jsonSchemaOf,
  readDocument,
  type ShapeProblem,
} from '@tallystick/documents';
import { isTallyError } from '@tallystick/errors';
import { parseLocalDate, type Weekday, weekdays } from '@tallystick/quantities';
import { compileInstantFormat, namedFormats } from '../columns/instant-format.js';
import type { InstantNotation, Zone } from '../columns/instant-reader.js';
import { mappingProblems } from './check-mapping.js';
import type { Mapping } from './mapping.js';
import { MappingDocument } from './mapping-document.js';
import { InstantsRule, type WorkingTimeRule } from './time-rule.js';

/**
 * Reads and checks a mapping, YAML or JSON.
 *
 * @param name names the file in places, e.g. `our-tickets.yaml`.
 * @throws TallyError `document-invalid` for what is no document, `mapping-invalid` with every wrong place and its mend.
 */
export function readMapping(text: string, name: string): Mapping {
  const { value, placeOf } = readDocument(text, name);
  const { instance: document, problems: shapeProblems } = inspectDocument(MappingDocument, value);
  if (shapeProblems.length > 0) throw documentError('mapping-invalid', shapeProblems, placeOf);
  const problems = [...mappingProblems(document)];
  const notations = new Map<InstantsRule, InstantNotation>();
  visitInstants(document, '', (rule, path) => notations.set(rule, notationOf(rule, path, problems)));
  const workingTime = workingTimeOf(document.workingTime, problems);
  if (problems.length > 0) throw documentError('mapping-invalid', problems, placeOf);
  const { assertedBy = 'provider' } = document;
  return Object.freeze({
    name: document.mapping,
    title: document.title,
    system: document.system,
    assertedBy:
      typeof assertedBy === 'string'
        ? { party: assertedBy }
        : { party: assertedBy.party, ...(assertedBy.actor !== undefined && { actor: assertedBy.actor }) },
    document,
    empty: new Set(document.empty),
    notation:
      document.instants === undefined
        ? notationOf(new InstantsRule(), 'instants', problems)
        : notations.get(document.instants)!,
    notationOf: (rule: InstantsRule) => notations.get(rule)!,
    workingTime,
  });
}

/** The published JSON Schema of mappings (`docs/reference/mapping.schema.json`). */
export function mappingJsonSchema(): JsonSchema {
  return jsonSchemaOf(MappingDocument, {
    id: 'https://tallystick.example/schema/mapping.schema.json',
    title: 'Tallystick mapping',
    description: 'How the export of a ticketing or monitoring system becomes facts.',
  });
}

function visitInstants(value: unknown, path: string, see: (rule: InstantsRule, path: string) => void): void {
  if (typeof value !== 'object' || value === null || value instanceof Map) return;
  if (value instanceof InstantsRule) see(value, path);
  for (const [key, item] of Object.entries(value)) {
    visitInstants(item, joinPath(path, Array.isArray(value) ? Number(key) : key), see);
  }
}

function notationOf(rule: InstantsRule, path: string, problems: ShapeProblem[]): InstantNotation {
  const formats = (rule.formats ?? ['iso']).flatMap((name, index) => {
    const read = compileInstantFormat(name);
    if (read !== undefined) return [{ name, read }];
    problems.push({
      path: joinPath(joinPath(path, 'formats'), index),
      problem: `${JSON.stringify(name)} is no form of times.`,
      mend: `Write ${namedFormats.map((format) => `\`${format}\``).join(', ')}, or tokens with at least year, month and day, e.g. \`D/M/YYYY HH:mm\`; letters that stand for themselves go into square brackets.`,
    });
    return [];
  });
  if (rule.offsets === 'ignore' && rule.zone === undefined) {
    problems.push({
      path: joinPath(path, 'offsets'),
      problem: 'Without offsets the times need a zone.',
      mend: 'Add `zone`.',
    });
  }
  return {
    formats,
    zone: zoneOf(rule.zone, joinPath(path, 'zone'), problems),
    offsets: rule.offsets ?? 'trust',
  };
}

function zoneOf(name: string | undefined, path: string, problems: ShapeProblem[]): Zone | undefined {
  if (name === undefined) return undefined;
  if (name === 'UTC') return { offsetMinutes: 0 };
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(name);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return { offsetMinutes: fixed[1] === '-' ? -minutes : minutes };
  }
  const transitions = attempt(path, problems, () => pinnedZoneTable().transitionsOf(name));
  return transitions === undefined ? undefined : { transitions };
}

/** The hours of a mapping as working time; dates do not differ, so any first date will do. */
function workingTimeOf(rule: WorkingTimeRule | undefined, problems: ShapeProblem[]): WorkingTime | undefined {
  if (rule === undefined) return undefined;
  const zone = attempt('workingTime.zone', problems, () => pinnedZoneTable().transitionsOf(rule.zone));
  const weekly = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as CalendarHours['weekly'] &
    Record<Weekday, CalendarHours['weekly'][Weekday]>;
  for (const [days, hours] of rule.hours) {
    const path = joinPath('workingTime.hours', days);
    const named = weekdaysOf(days);
    if (named === undefined) {
      problems.push({
        path,
        problem: `\`${days}\` names no days.`,
        mend: 'Write `mon`, `mon-fri` or `sat,sun`.',
      });
      continue;
    }
    const intervals = attempt(path, problems, () => parseDayHours(hours.split(','), path));
    for (const day of named) weekly[day] = intervals ?? [];
  }
  if (zone === undefined) return undefined;
  const calendar: CalendarHours = { weekly, holidays: new Set(), overrides: new Map(), breaks: new Map() };
  return compileWorkingTime({
    zone,
    hoursOn: (date) => hoursOn(calendar, date),
    firstDate: parseLocalDate('2020-01-01'),
  });
}

function weekdaysOf(text: string): readonly Weekday[] | undefined {
  const days: Weekday[] = [];
  for (const part of text.split(',')) {
    const [first, last = first, ...more] = part.trim().split('-') as Weekday[];
    const from = weekdays.indexOf(first!);
    const until = weekdays.indexOf(last!);
    if (from === -1 || until < from || more.length > 0) return undefined;
    days.push(...weekdays.slice(from, until + 1));
  }
  return days;
}

function attempt<T>(path: string, problems: ShapeProblem[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!isTallyError(error)) throw error;
    const detail = error.details[0];
    problems.push({ path, problem: detail?.problem ?? error.message, mend: detail?.mend ?? 'Correct it.' });
    return undefined;
  }
}
