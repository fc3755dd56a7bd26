import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { pinnedZoneTable } from './zones/pinned-zone-table.js';
import { sliceTransitions } from './zones/zone-transitions.js';
import { type ZoneTable, zoneTableOf } from './zones/zone-table.js';
import { answerWorkingTimeCase } from './worktime-case.js';

/** The fields of a case beside the question itself; the folder's README says which of them to assert. */
interface ConformanceCase {
  readonly id: string;
  readonly kind: 'elapsed' | 'due';
  readonly timezone: string;
  readonly oracle?: number | string;
  readonly interval_oracle?: number | string;
  readonly conventions_differ?: boolean;
  readonly expected?: string;
  readonly expected_seconds?: number;
}

const folder = fileURLToPath(new URL('../../../../shared/conformance/worktime/', import.meta.url));

describe.each([
  ['generated.ndjson', 250],
  ['harvested.ndjson', 146],
])('conformance of working time: %s', (name, atLeast) => {
  const path = `${folder}${name}`;
  if (!existsSync(path)) {
    console.warn(
      `SKIPPED: the conformance cases ${name} are not at ../shared/conformance/worktime beside the repository.`,
    );
    test.skip(`${name} is missing`, () => undefined);
    return;
  }
  const cases = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ConformanceCase);

  test('the file is whole', () => {
    expect(cases.length).toBeGreaterThanOrEqual(atLeast);
  });

  test('every case is exact', () => {
    expect(wrongAnswers(cases, pinnedZoneTable)).toStrictEqual([]);
  });

  test('every case again, from transitions cut to some decades as a statement seals them', () => {
    expect(wrongAnswers(cases, sealedTable)).toStrictEqual([]);
  });
});

function wrongAnswers(cases: readonly ConformanceCase[], tableOf: (timezone: string) => ZoneTable) {
  return cases
    .map((question) => ({
      question,
      answer: answerWorkingTimeCase(question, tableOf(question.timezone)),
      right: rightAnswer(question),
    }))
    .filter(({ answer, right }) => !isDeepStrictEqual(answer, right));
}

function rightAnswer(question: ConformanceCase): object {
  const stated = question.kind === 'due' ? question.expected : question.expected_seconds;
  const right = question.oracle ?? (question.conventions_differ === true ? question.interval_oracle : stated);
  return question.kind === 'due' ? { id: question.id, due: right } : { id: question.id, seconds: right };
}

function sealedTable(timezone: string) {
  const [from, until] = [Date.UTC(1960, 0, 1) / 1000, Date.UTC(2030, 0, 1) / 1000];
  return zoneTableOf('sealed', [sliceTransitions(pinnedZoneTable().transitionsOf(timezone), from, until)]);
}
