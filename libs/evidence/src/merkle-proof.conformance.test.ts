import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from './index.js';

const root = fileURLToPath(new URL('../../../../shared/vectors/rfc6962-merkle/', import.meta.url));
const isThere = existsSync(root);
if (!isThere) console.warn(`SKIPPED: the RFC 6962 vectors are not at ${root}.`);

interface PublishedProof {
  readonly name: string;
  readonly counts: Readonly<Record<string, bigint>>;
  readonly hashes: Readonly<Record<string, Buffer>>;
  readonly proof: readonly Buffer[];
  readonly wantErr: boolean;
}

/** Some numbers of the files exceed 2^53, and would be rounded by JSON.parse: they are read as texts. */
function readProof(path: string, name: string): PublishedProof {
  const quoted = readFileSync(path, 'utf8').replace(/("\w+": )(\d+)/g, '$1"#$2"');
  const raw = JSON.parse(quoted) as Record<string, string | string[] | boolean | null>;
  const counts: Record<string, bigint> = {};
  const hashes: Record<string, Buffer> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (typeof value !== 'string' || key === 'desc') continue;
    if (value.startsWith('#')) counts[key] = BigInt(value.slice(1));
    else hashes[key] = Buffer.from(value, 'base64');
  }
  const proof = (raw.proof as string[] | null) ?? [];
  return {
    name,
    counts,
    hashes,
    proof: proof.map((hash) => Buffer.from(hash, 'base64')),
    wantErr: raw.wantErr as boolean,
  };
}

function publishedProofs(folder: string): PublishedProof[] {
  const files = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readProof(`${root}${folder}/${file}`, `${folder}/${file}`));
}

function accepts(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'proof-refused' });
    return false;
  }
}

const checkInclusion = ({ counts, hashes, proof }: PublishedProof) =>
  verifyInclusion({
    index: counts.leafIdx!,
    size: counts.treeSize!,
    leafHash: hashes.leafHash!,
    root: hashes.root!,
    proof,
  });
const checkConsistency = ({ counts, hashes, proof }: PublishedProof) =>
  verifyConsistency({
    from: counts.size1!,
    to: counts.size2!,
    fromRoot: hashes.root1!,
    toRoot: hashes.root2!,
    proof,
  });

describe.skipIf(!isThere).each([
  ['inclusion', checkInclusion],
  ['consistency', checkConsistency],
] as const)('RFC 6962 published vectors: %s', (folder, check) => {
  const proofs = isThere ? publishedProofs(folder) : [];

  it('are all there, good and malformed ones', () => {
    expect(proofs).toHaveLength(98);
    expect(proofs.some(({ wantErr }) => wantErr)).toBe(true);
    expect(proofs.some(({ wantErr }) => !wantErr)).toBe(true);
  });

  it.each(proofs)('$name', (vector) => {
    expect(accepts(() => check(vector))).toBe(!vector.wantErr);
  });
});
