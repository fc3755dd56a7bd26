import { isTallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';
import { readDocument } from './read-document.js';

function problemsOf(text: string): { place: string; problem: string }[] {
  try {
    readDocument(text, 'a.yaml');
  } catch (error) {
    if (isTallyError(error) && error.code === 'document-invalid') {
      return error.details.map(({ place, problem }) => ({ place, problem }));
    }
    throw error;
  }
  return [];
}

describe('readDocument', () => {
  it('keeps every number as the text it was written as, and dates as texts', () => {
    const { value } = readDocument(
      'a: 99.9\nb: 18500.00\nc: [007, -3, +4, "5.10"]\nd: 2025-01-01\ne: 22:00-06:00\nf: 24x7\n',
      'a.yaml',
    );
    expect(value).toEqual({
      a: '99.9',
      b: '18500.00',
      c: ['007', '-3', '+4', '5.10'],
      d: '2025-01-01',
      e: '22:00-06:00',
      f: '24x7',
    });
  });

  it('keeps more digits than a float has', () => {
    expect(readDocument('{"a": 0.1000000000000000000000000001}', 'a.json').value).toEqual({
      a: '0.1000000000000000000000000001',
    });
  });

  it('reads booleans and empty values, and nothing else as one', () => {
    expect(readDocument('a: true\nb: False\nc:\nd: null\ne: yes\nf: "true"\ng: no', 'a.yaml').value).toEqual({
      a: true,
      b: false,
      c: null,
      d: null,
      e: 'yes',
      f: 'true',
      g: 'no',
    });
  });

  it('reads JSON indented with tabs, and a byte-order mark', () => {
    const text = `\uFEFF${JSON.stringify({ a: [1.5, { b: 'x\ty' }], c: true }, null, '\t')}`;
    expect(readDocument(text, 'a.json').value).toEqual({ a: ['1.5', { b: 'x\ty' }], c: true });
  });

  it('reads block texts', () => {
    expect(readDocument('a: |\n  one\n  two\nb: >-\n  three\n  four\n', 'a.yaml').value).toEqual({
      a: 'one\ntwo\n',
      b: 'three four',
    });
  });

  it('knows where every path stands', () => {
    const { placeOf } = readDocument('a: 1\nlist:\n  - id: x\n    deep: { "k.1": 2 }\n', 'c.yaml');
    expect(placeOf('')).toBe('c.yaml:1:1');
    expect(placeOf('a')).toBe('c.yaml:1:1');
    expect(placeOf('list[0].id')).toBe('c.yaml:3:5');
    expect(placeOf('list[0].deep["k.1"]')).toBe('c.yaml:4:13');
    expect(placeOf('list[0].missing.further')).toBe('c.yaml:3:5');
    expect(placeOf('nowhere')).toBe('c.yaml:1:1');
  });

  it.each([
    ['1e5', 'a: 1e5'],
    ['0x1F', 'a: 0x1F'],
    ['0o17', 'a: 0o17'],
    ['.inf', 'a: .inf'],
    ['-.inf', 'a: -.inf'],
    ['.nan', 'a: .nan'],
    ['.5', 'a: .5'],
    ['5.', 'a: 5.'],
    ['1e5', '{"a": 1e5}'],
  ])('refuses the number form %s', (form, text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.place).toMatch(/^a \(a\.yaml:1:/);
    expect(problems[0]!.problem).toContain(form);
  });

  it('takes such a form in quotes as a text', () => {
    expect(readDocument('a: "1e5"', 'a.yaml').value).toEqual({ a: '1e5' });
  });

  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', 'a.yaml:3:1', 'stands twice'],
    ['a duplicate key in another quoting', '{"a": 1, "\\u0061": 2}', 'a.yaml:1:10', 'stands twice'],
    ['a tag', 'a: !!float 3\n', 'a.yaml:1:', 'tag'],
    ['a tag of a list', 'a: !!seq [3]\n', 'a.yaml:1:', 'tag'],
    ['a tag of its own', 'a: !thing 3\n', 'a.yaml:1:', 'tag'],
    ['several documents', 'a: 1\n---\nb: 1\n', 'a.yaml:', 'second document'],
    ['a directive', '%YAML 1.1\n---\na: 1\n', 'a.yaml:1:1', '%YAML 1.1'],
    ['a reserved key', 'a: { constructor: 1 }\n', 'a.yaml:1:6', 'cannot be a key'],
    ['a prototype key', 'a: { __proto__: 1 }\n', 'a.yaml:1:6', 'cannot be a key'],
    ['a lone surrogate', '{"a": "\\ud800"}', 'a.yaml:1:2', 'half of a character'],
    ['malformed text', 'a: [1, 2\nb: 3\n', 'a.yaml:', '.'],
    ['nothing', '', 'a.yaml', 'empty'],
    ['a key that is a list', '? [a]\n: 1\n', 'a.yaml:1:', 'key'],
  ])('refuses %s with its place', (_what, text, place, problem) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map((entry) => entry.place).join()).toContain(place);
    expect(problems.map((entry) => entry.problem).join()).toContain(problem);
  });

  it('refuses anchors and aliases, and so a bomb made of them', () => {
    const bomb = [
      'a: &a [x, x]',
      ...Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : 'a'}, *a]`),
    ];
    const problems = problemsOf(bomb.join('\n'));
    expect(problems[0]).toEqual({ place: 'a (a.yaml:1:1)', problem: 'It has an anchor (`&a`).' });
    expect(problems.some((entry) => entry.problem.includes('repeats an anchor'))).toBe(true);
  });

  it('refuses a text nested beyond reason, and one longer than any contract', () => {
    expect(problemsOf('['.repeat(200_000))[0]!.problem).toContain('nested too deeply');
    expect(problemsOf(`${'['.repeat(65)}1${']'.repeat(65)}`)[0]!.problem).toContain('nested too deeply');
    expect(problemsOf(`${'['.repeat(64)}1${']'.repeat(64)}`)).toEqual([]);
    expect(problemsOf(`a: ${'x'.repeat(9 * 1024 * 1024)}`)[0]!.problem).toContain('longer than');
  });
});
