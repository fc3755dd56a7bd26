import { isTallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';
import { deepestNesting } from './json-value.js';
import { parseStrictJson } from './strict-json.js';

function refusalOf(text: string): string {
  try {
    parseStrictJson(text, 'input');
  } catch (error) {
    if (isTallyError(error) && error.code === 'json-invalid') {
      const [detail] = error.details;
      return `${detail!.place}: ${detail!.problem}`;
    }
    throw error;
  }
  throw new Error(`${text} was accepted.`);
}

describe('parseStrictJson', () => {
  const accepted = [
    '{"a":[1,-2.5,3e2,true,false,null,"x"],"b":{}}',
    ' \t\r\n[ ]\n',
    '"\\u0041\\ud83d\\ude00\ud83d\ude00"',
    '{"a":{"a":{"a":1}},"b":{"a":2}}',
    '{"\\"":1,"\\\\":2,"\\\\\\"":3,":":4}',
    '["a:b\\":c", "a" , {"a" : 1}]',
    '{"__proto__":1,"constructor":2}',
    '[0.000000000000000000000001, 123456789012345, 9007199254740991, 0.30000000000000004, 1e300]',
    '"12345678901234567890"',
    '[100000000000000000000]',
  ];
  for (const text of accepted) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parseStrictJson(text, 'input')).toEqual(JSON.parse(text));
    });
  }

  const refused: readonly (readonly [text: string, refusal: string])[] = [
    ['{"a":1,"a":2}', 'input, line 1, column 8 (a): The key "a" is there twice.'],
    ['{"a":1,"\\u0061":1}', 'input, line 1, column 8 (a): The key "a" is there twice.'],
    ['{"x":[{},\n {"b":0,\n  "b":0}]}', 'input, line 3, column 3 (x[1].b): The key "b" is there twice.'],
    [
      '{"__proto__":1,"__proto__":1}',
      'input, line 1, column 16 (__proto__): The key "__proto__" is there twice.',
    ],
    [
      '{"a":{"b":-0}}',
      'input, line 1, column 11 (a.b): -0 is minus zero, which canonical JSON does not have.',
    ],
    ['[-0.0e5]', 'input, line 1, column 2 ([0]): -0.0e5 is minus zero, which canonical JSON does not have.'],
    ['[1e999]', 'input, line 1, column 2 ([0]): 1e999 is too large for a number.'],
    ['{"a":-1e999}', 'input, line 1, column 6 (a): -1e999 is too large for a number.'],
    ['["\\ud83d"]', 'input, line 1, column 2 ([0]): It has half of a surrogate pair, which is no character.'],
    ['["\ude00"]', 'input, line 1, column 2 ([0]): It has half of a surrogate pair, which is no character.'],
    ['{"\\uDE00":1}', 'input, line 1, column 2: It has half of a surrogate pair, which is no character.'],
    [
      '{"a":9007199254740993}',
      'input, line 1, column 6 (a): 9007199254740993 has more digits than a number keeps: it would become 9007199254740992.',
    ],
    [
      '{"a":0.12345678901234567890}',
      'input, line 1, column 6 (a): 0.12345678901234567890 has more digits than a number keeps: it would become 0.12345678901234568.',
    ],
    [
      '[1e-400]',
      'input, line 1, column 2 ([0]): 1e-400 has more digits than a number keeps: it would become 0.',
    ],
    ['', 'input, line 1, column 1: Here the text ends where a value is expected.'],
    ['{"a":1', 'input, line 1, column 7: Here the text ends where a comma or } is expected.'],
    ['{"a" 1}', 'input, line 1, column 6 (a): Here "1" stands where a colon is expected.'],
    ['{"a":1,}', 'input, line 1, column 8: Here "}" stands where a key in quotation marks is expected.'],
    ['[1,]', 'input, line 1, column 4 ([1]): Here "]" stands where a value is expected.'],
    ['[1 2]', 'input, line 1, column 4: Here "2" stands where a comma or ] is expected.'],
    ['[01]', 'input, line 1, column 3: Here "1" stands where a comma or ] is expected.'],
    ['[-]', 'input, line 1, column 2 ([0]): Here "-" stands where a number is expected.'],
    ['{} x', 'input, line 1, column 4: Here "x" stands where the end is expected.'],
    ['"a', 'input, line 1, column 3: The text does not end.'],
    ['"a\n"', 'input, line 1, column 3: A control character is not escaped.'],
    ['"\\x"', 'input, line 1, column 3: Here "x" stands where an escape of JSON is expected.'],
    ['\ufeff{}', 'input, line 1, column 1: Here "\ufeff" stands where a value is expected.'],
  ];
  for (const [text, refusal] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(refusalOf(text)).toBe(refusal);
    });
  }

  it('refuses nesting beyond the limit', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseStrictJson(nested(deepestNesting), 'input')).toBeInstanceOf(Array);
    expect(refusalOf(nested(deepestNesting + 1))).toContain(`deeper than ${deepestNesting} levels`);
    expect(refusalOf(nested(100_000))).toContain(`deeper than ${deepestNesting} levels`);
  });

  it('reads an escaped key rightly, whatever was read before', () => {
    // On V8 13 and 14 the first text of each pair makes JSON.parse read the key of the second one wrongly.
    const pairs = [
      ['{"q":1,"\\\\":2}', '{"q":1,"\\u0061":2}', 'a'],
      ['{"v":1,"\\\\n":2}', '{"v":1,"\\nx":2}', '\nx'],
      ['{"h":1,"\\\\":2}', '{"h":1,"\\"":2}', '"'],
    ] as const;
    for (const [before, text, key] of pairs) {
      JSON.parse(before);
      expect(Object.keys(parseStrictJson(text, 'input') as object)[1]).toBe(key);
    }
  });
});
