import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  chainBefore,
  extendChain,
  extendChainBytes,
  hashTextOf,
  hashTextToBytes,
  hashTextToHex,
} from './chain.js';

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}

describe('the chain', () => {
  const texts = ['{"a":1}', '{"title":"用紙切れ é 🖨"}', ''];

  it('is what README.md says, by another way of hashing', () => {
    const name = 'Vertrag Süd';
    let expected = sha256(
      Buffer.from([0, 0, 0, 18]),
      'tallystick/chain/1',
      Buffer.from([0, 0, 0, 12]),
      Buffer.from(name, 'utf8'),
    );
    let chain = chainBefore(name);
    expect(hashTextToBytes(chain)).toEqual(expected);
    for (const text of texts) {
      const leaf = sha256(Buffer.from([0]), Buffer.from(text, 'utf8'));
      expected = sha256(Buffer.from([2]), expected, leaf);
      chain = extendChain(chain, text);
      expect(hashTextToBytes(chain)).toEqual(expected);
      expect(hashTextToHex(chain)).toBe(expected.toString('hex'));
      expect(hashTextOf(expected)).toBe(chain);
    }
  });

  it('comes to the same from bytes as from text', () => {
    const before = chainBefore('A');
    for (const text of texts) {
      expect(extendChainBytes(before, Buffer.from(text, 'utf8'))).toBe(extendChain(before, text));
    }
  });

  it('never changes: ledgers that exist hold these hashes', () => {
    const chain = extendChain(extendChain(chainBefore('A'), '{"fact":1}'), '{"fact":2}');
    expect(hashTextToHex(chainBefore('A'))).toMatchInlineSnapshot(
      `"e685ff2fca95d6ff20090e94d3e58f680f6263cbde237e351da6fb84ba0d9b6b"`,
    );
    expect(hashTextToHex(chain)).toMatchInlineSnapshot(
      `"9be03c9d00702110f2d2fd636eb625bc5bc5aa86e34be77ba4b14d7168cd42a7"`,
    );
  });

  it('begins apart for each agreement', () => {
    const starts = ['', 'A', 'B', 'AB', 'tallystick/chain/1A'].map(chainBefore);
    expect(new Set(starts).size).toBe(starts.length);
  });
});
