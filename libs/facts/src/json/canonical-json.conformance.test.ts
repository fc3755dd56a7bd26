import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { parseStrictJson } from './strict-json.js';

const vectors = fileURLToPath(new URL('../../../../../shared/vectors/jcs-rfc8785/', import.meta.url));
const isThere = existsSync(vectors);
if (!isThere) console.warn(`SKIPPED: the RFC 8785 vectors are not at ${vectors}.`);

describe.skipIf(!isThere)('RFC 8785 published vectors', () => {
  const read = (folder: string, file: string) => readFileSync(`${vectors}${folder}/${file}`, 'utf8');
  const files = isThere ? readdirSync(`${vectors}input`) : [];

  it('has the six pairs', () => {
    expect(files).toHaveLength(6);
  });

  for (const file of files) {
    it(`${file}: text and bytes`, () => {
      const value: unknown = JSON.parse(read('input', file));
      const text = canonicalJson(value, { wholeNumbersBeyond2To53: 'accept' });
      expect(text).toBe(read('output', file).trimEnd());
      const bytes = Buffer.from(text).toString('hex');
      expect(bytes).toBe(read('outhex', file.replace('.json', '.txt')).replace(/\s/g, ''));
    });

    if (file !== 'values.json') {
      it(`${file}: the same through the strict reader`, () => {
        const value = parseStrictJson(read('input', file), file);
        expect(canonicalJson(value)).toBe(read('output', file).trimEnd());
      });
    }
  }

  it('values.json holds two numbers that the house refuses', () => {
    const input = read('input', 'values.json');
    expect(() => parseStrictJson(input, 'values.json')).toThrow(
      'values.json, line 2, column 15 (numbers[0]): 333333333.33333329 has more digits than a number keeps',
    );
    expect(() => canonicalJson(JSON.parse(input))).toThrow('numbers[1]: 1e+30 is beyond 2^53');
  });
});
