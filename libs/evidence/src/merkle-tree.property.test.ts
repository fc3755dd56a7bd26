import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CompactRange,
  consistencyProof,
  emptyTreeRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadNode,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './index.js';

/** RFC 6962, section 2.1, word for word: the oracle. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyTreeRoot;
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => leafHash(`fact ${index}`));

function grow(leaves: readonly Uint8Array[]): { range: CompactRange; readNode: ReadNode } {
  const nodes = new Map<string, Uint8Array>();
  const range = new CompactRange();
  for (const leaf of leaves) {
    range.append(leaf, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
  }
  return {
    range,
    readNode: (level, index) => {
      const hash = nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`Nobody keeps ${level}/${index}.`);
      return hash;
    },
  };
}

const most = 70;
const all = leavesOf(most);
const { readNode } = grow(all);

it('gives the root of the definition at every size, grown leaf by leaf or read from kept nodes', () => {
  for (let size = 0; size <= most; size += 1) {
    const expected = definition(all.slice(0, size));
    expect(rootOf(readNode, size)).toEqual(expected);
    expect(grow(all.slice(0, size)).range.root()).toEqual(expected);
  }
});

it('goes on from what it kept', () => {
  fc.assert(
    fc.property(fc.nat(most), (size) => {
      const before = grow(all.slice(0, size)).range;
      const resumed = new CompactRange(before.size, before.hashes);
      for (const leaf of all.slice(size)) resumed.append(leaf);
      expect(resumed.root()).toEqual(definition(all));
    }),
  );
});

it('proves every leaf at every size', () => {
  for (let size = 1; size <= most; size += 1) {
    const root = definition(all.slice(0, size));
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(readNode, index, size);
      verifyInclusion({ index, size, leafHash: all[index]!, proof, root });
    }
  }
});

it('proves that every size begins with every smaller one', () => {
  for (let to = 1; to <= most; to += 1) {
    const toRoot = definition(all.slice(0, to));
    for (let from = 1; from <= to; from += 1) {
      const fromRoot = definition(all.slice(0, from));
      verifyConsistency({ from, to, fromRoot, toRoot, proof: consistencyProof(readNode, from, to) });
    }
  }
});

const flip = (bytes: Uint8Array, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

it('refuses a proof with any bit changed, a hash more or less, or another place', () => {
  const sized = fc.integer({ min: 2, max: most }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      index: fc.nat(size - 1),
      bit: fc.nat(255),
      at: fc.nat(),
      other: fc.nat(size - 1),
    }),
  );
  fc.assert(
    fc.property(sized, ({ size, index, bit, at, other }) => {
      const root = rootOf(readNode, size);
      const proof = inclusionProof(readNode, index, size);
      const good = { index, size, leafHash: all[index]!, proof, root };
      verifyInclusion(good);
      const place = at % proof.length;
      const changed = proof.map((hash, which) => (which === place ? flip(hash, bit) : hash));
      const refused = [
        { ...good, proof: changed },
        { ...good, proof: proof.slice(1) },
        { ...good, proof: [...proof, root] },
        { ...good, leafHash: flip(good.leafHash, bit) },
        { ...good, root: flip(root, bit) },
        ...(other === index ? [] : [{ ...good, index: other }]),
      ];
      for (const claim of refused) expect(() => verifyInclusion(claim)).toThrow('');
      const from = index + 1;
      if (from === size) return;
      const consistency = consistencyProof(readNode, from, size);
      const fromRoot = rootOf(readNode, from);
      const claim = { from, to: size, fromRoot, toRoot: root, proof: consistency };
      const where = at % consistency.length;
      const bad = consistency.map((hash, which) => (which === where ? flip(hash, bit) : hash));
      expect(() => verifyConsistency({ ...claim, proof: bad })).toThrow('');
      expect(() => verifyConsistency({ ...claim, fromRoot: flip(fromRoot, bit) })).toThrow('');
      expect(() => verifyConsistency({ ...claim, toRoot: flip(root, bit) })).toThrow('');
      expect(() => verifyConsistency({ ...claim, proof: [...consistency, root] })).toThrow('');
    }),
  );
});

it('makes no proof of what is not there', () => {
  expect(() => inclusionProof(readNode, 5, 5)).toThrow('A tree of 5 has no leaf 5.');
  expect(() => consistencyProof(readNode, 6, 5)).toThrow('A tree of 5 does not begin with a tree of 6.');
  expect(() => consistencyProof(readNode, 0, 5)).toThrow('A tree of 5 does not begin with a tree of 0.');
});
