import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addCosignature,
  base64Of,
  consistencyProof,
  ed25519Signer,
  formatCheckpointText,
  formatConsistencyText,
  formatSignedNote,
  formatTlogProof,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  mergeSignatures,
  nodeHash,
  openCheckpoint,
  openEnvelope,
  parseCheckpointText,
  parseConsistencyText,
  parseSignedNote,
  parseTlogProof,
  parseVerifierKey,
  preAuthenticationEncoding,
  type ReadNode,
  rootOf,
  type SignatureType,
  signCheckpoint,
  signEnvelope,
  signText,
  verifierKeyOf,
  verifyConsistencyText,
  verifyTlogProof,
} from './index.js';

const origin = 'ledger.example.com/acme';
const signer = (name: string, type: SignatureType) =>
  ed25519Signer(name, type, generateKeyPairSync('ed25519').privateKey);
const log = signer(origin, 'ed25519');
const witness = signer('northwind.example/contracts', 'ed25519-cosignature');

const entries = Array.from({ length: 11 }, (_, index) => `{"fact":${index}}`);
const readNode: ReadNode = (level, index) =>
  level === 0
    ? leafHash(entries[index]!)
    : nodeHash(readNode(level - 1, 2 * index), readNode(level - 1, 2 * index + 1));
const noteAt = (size: number) => signCheckpoint({ origin, size, root: rootOf(readNode, size) }, log);
const malformed = { code: 'evidence-malformed' };
const refused = { code: 'signature-refused' };
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a verifier key', () => {
  it('is read as it was written', () => {
    const text = formatVerifierKey(log.key);
    expect(formatVerifierKey(parseVerifierKey(` ${text}\n`))).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['no parts', 'name'],
    ['another id', formatVerifierKey(log.key).replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['base64 that is not', `${formatVerifierKey(log.key)} x`],
    ['a kind that is not known', `a+00000000+${base64Of(Buffer.alloc(33, 9))}`],
    ['a key too short', `a+00000000+${base64Of(Buffer.alloc(32, 1))}`],
  ])('is refused with %s', (_what, text) => {
    expect(thrown(() => parseVerifierKey(text))).toMatchObject(malformed);
  });

  it('has a name that a note can hold', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\u0007', 'x'.repeat(256)]) {
      expect(thrown(() => verifierKeyOf(name, 'ed25519', log.key.publicKey))).toMatchObject(malformed);
    }
  });
});

describe('a signed note', () => {
  const note = noteAt(5);

  it.each([
    ['nothing', ''],
    ['no last newline', note.slice(0, -1)],
    ['no empty line', note.replace('\n\n', '\n')],
    ['no signature', `${formatCheckpointText({ origin, size: 5, root: rootOf(readNode, 5) })}\n`],
    ['a hyphen for the dash', note.replace('— ', '- ')],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['half a surrogate pair', note.replace(origin, `${origin}\ud800`)],
    ['what was no UTF-8', note.replace(origin, `${origin}\ufffd`)],
    ['base64 with a blank', `${note.slice(0, -1)} \n`],
    ['too many signatures', `${note}${note.slice(note.lastIndexOf('—')).repeat(64)}`],
  ])('is refused with %s', (_what, text) => {
    expect(thrown(() => parseSignedNote(text))).toMatchObject(malformed);
  });

  it('may have empty lines in its text', () => {
    const text = 'one\n\ntwo\n';
    const written = formatSignedNote({ text, signatures: [signText(text, log, 0)] });
    expect(parseSignedNote(written).text).toBe(text);
  });
});

describe('a checkpoint', () => {
  it('is read as it was written', () => {
    const checkpoint = { origin, size: 11, root: rootOf(readNode, 11) };
    expect(parseCheckpointText(formatCheckpointText(checkpoint))).toEqual(checkpoint);
  });

  it.each([
    ['leading zeros', '\n05\n'],
    ['a sign', '\n+5\n'],
    ['a fraction', '\n5.0\n'],
    ['more than a number counts', '\n9007199254740993\n'],
    ['no size', '\n\n'],
  ])('is refused with a size of %s', (_what, size) => {
    const text = formatCheckpointText({ origin, size: 5, root: rootOf(readNode, 5) });
    expect(thrown(() => parseCheckpointText(text.replace('\n5\n', size)))).toMatchObject(malformed);
  });

  it('is refused with extension lines, another root length, too few lines', () => {
    const text = formatCheckpointText({ origin, size: 5, root: rootOf(readNode, 5) });
    expect(thrown(() => parseCheckpointText(`${text}more\n`))).toMatchObject(malformed);
    expect(thrown(() => parseCheckpointText(`${origin}\n5\nAAAA\n`))).toMatchObject(malformed);
    expect(thrown(() => parseCheckpointText(`${origin}\n5\n`))).toMatchObject(malformed);
  });

  it('counts only where a trusted key of its own log signed it', () => {
    const other = signer('other.example/log', 'ed25519');
    const namesake = signer(origin, 'ed25519');
    const note = noteAt(5);
    expect(openCheckpoint(note, [log.key, other.key]).size).toBe(5);
    for (const keys of [[], [other.key], [namesake.key], [witness.key]]) {
      expect(thrown(() => openCheckpoint(note, keys))).toMatchObject(refused);
    }
    const checkpoint = { origin, size: 5, root: rootOf(readNode, 5) };
    expect(thrown(() => signCheckpoint(checkpoint, other))).toMatchObject(refused);
    const cosignedOnly = parseSignedNote(addCosignature(note, witness, 1_700_000_000));
    const without = formatSignedNote({ ...cosignedOnly, signatures: cosignedOnly.signatures.slice(1) });
    expect(thrown(() => openCheckpoint(without, [witness.key]))).toMatchObject(refused);
  });
});

describe('a cosignature', () => {
  const at = 1_740_000_000;
  const cosigned = addCosignature(noteAt(5), witness, at);

  it('says who and when', () => {
    const { cosignatures } = openCheckpoint(cosigned, [log.key, witness.key]);
    expect(cosignatures.map(({ key, cosignedAtSeconds }) => [key.name, cosignedAtSeconds])).toEqual([
      ['northwind.example/contracts', at],
    ]);
  });

  it('is refused with another time, text or key', () => {
    const { text, signatures } = parseSignedNote(cosigned);
    const [first, second] = signatures;
    const later = Buffer.from(second!.signature);
    later[7]! ^= 1;
    const changed = formatSignedNote({ text, signatures: [first!, { ...second!, signature: later }] });
    expect(thrown(() => openCheckpoint(changed, [log.key, witness.key]))).toMatchObject(refused);
    const moved = formatSignedNote({ text: parseSignedNote(noteAt(6)).text, signatures: [second!] });
    expect(thrown(() => openCheckpoint(moved, [log.key, witness.key]))).toMatchObject(refused);
    expect(thrown(() => addCosignature(noteAt(5), log, at))).toMatchObject(refused);
  });

  it('takes the place of an earlier one by the same key, and stands beside others', () => {
    const again = addCosignature(cosigned, witness, at + 60);
    expect(parseSignedNote(again).signatures).toHaveLength(2);
    const other = signer('auditor.example', 'ed25519-cosignature');
    const merged = mergeSignatures(cosigned, addCosignature(noteAt(5), other, at));
    expect(openCheckpoint(merged, [log.key, witness.key, other.key]).cosignatures).toHaveLength(2);
    expect(thrown(() => mergeSignatures(cosigned, noteAt(6)))).toMatchObject(malformed);
  });
});

describe('an inclusion proof as text', () => {
  const proofAt = (index: number, size: number) =>
    formatTlogProof({ index, hashes: inclusionProof(readNode, index, size), note: noteAt(size) });

  it('proves the entry and no other', () => {
    for (let index = 0; index < 11; index += 1) {
      expect(verifyTlogProof(proofAt(index, 11), entries[index]!, [log.key]).index).toBe(index);
      const other = entries[(index + 1) % 11]!;
      expect(thrown(() => verifyTlogProof(proofAt(index, 11), other, [log.key]))).toMatchObject({
        code: 'proof-refused',
      });
    }
  });

  it('may have extra data', () => {
    const proof = { ...parseTlogProof(proofAt(1, 5)), extra: Buffer.from('more') };
    expect(parseTlogProof(formatTlogProof(proof)).extra).toEqual(proof.extra);
  });

  it.each([
    ['another first line', 'c2sp.org/tlog-proof@v1', 'c2sp.org/tlog-proof@v2'],
    ['no index', 'index 3\n', ''],
    ['a padded index', 'index 3', 'index 03'],
    ['an empty hash line', 'index 3\n', 'index 3\nAAAA\n'],
    ['no checkpoint', '\n\n', '\n'],
    ['extra data that is no base64', 'index 3', 'extra !\nindex 3'],
  ])('is refused with %s', (_what, from, to) => {
    expect(thrown(() => parseTlogProof(proofAt(3, 11).replace(from, to)))).toMatchObject(malformed);
  });

  it('is refused with any byte of it changed', () => {
    const good = Buffer.from(proofAt(3, 5), 'utf8');
    for (let at = 0; at < good.length; at += 1) {
      const changed = Buffer.from(good);
      changed[at]! ^= 1;
      const error = thrown(() => verifyTlogProof(changed.toString('utf8'), entries[3]!, [log.key]));
      expect(error, `byte ${at}`).toBeInstanceOf(Error);
    }
  });
});

describe('a consistency proof as text', () => {
  const textOf = (old: number, size: number) =>
    formatConsistencyText({
      old,
      hashes: old === 0 ? [] : consistencyProof(readNode, old, size),
      note: noteAt(size),
    });
  const older = { origin, size: 6, root: rootOf(readNode, 6) };

  it('shows that the newer checkpoint extends the one relied on', () => {
    expect(verifyConsistencyText(textOf(6, 11), older, [log.key]).size).toBe(11);
    expect(verifyConsistencyText(textOf(0, 11), undefined, [log.key]).size).toBe(11);
    expect(verifyConsistencyText(textOf(6, 6), older, [log.key]).size).toBe(6);
  });

  it('shows nothing where it begins elsewhere, or the older root or log is another', () => {
    const refusedProof = { code: 'proof-refused' };
    expect(thrown(() => verifyConsistencyText(textOf(5, 11), older, [log.key]))).toMatchObject(refusedProof);
    expect(thrown(() => verifyConsistencyText(textOf(6, 11), undefined, [log.key]))).toMatchObject(
      refusedProof,
    );
    expect(thrown(() => verifyConsistencyText(textOf(0, 11), older, [log.key]))).toMatchObject(refusedProof);
    const forged = { ...older, root: rootOf(readNode, 5) };
    expect(thrown(() => verifyConsistencyText(textOf(6, 11), forged, [log.key]))).toMatchObject(refusedProof);
    const foreign = { ...older, origin: 'other.example' };
    expect(thrown(() => verifyConsistencyText(textOf(6, 11), foreign, [log.key]))).toMatchObject(
      refusedProof,
    );
  });

  it('is refused where it is malformed', () => {
    expect(thrown(() => parseConsistencyText(textOf(6, 11).replace('old 6', 'old')))).toMatchObject(
      malformed,
    );
    expect(thrown(() => parseConsistencyText(textOf(6, 11).replace('old 6', 'old 0')))).toMatchObject(
      malformed,
    );
    const many = base64Of(leafHash('')).concat('\n').repeat(65);
    expect(
      thrown(() => parseConsistencyText(textOf(6, 11).replace('old 6\n', `old 6\n${many}`))),
    ).toMatchObject(malformed);
  });
});

describe('a DSSE envelope', () => {
  const payloadType = 'application/vnd.in-toto+json';
  const payload = Buffer.from('{"a":1}');

  it('signs the encoding that the protocol shows', () => {
    const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('opens by the key that signed it', () => {
    const other = signer('other.example', 'ed25519');
    const text = signEnvelope(payloadType, payload, [log, other]);
    expect(openEnvelope(text, payloadType, [log.key])).toMatchObject({ payload, signedBy: [log.key] });
    expect(openEnvelope(text, payloadType, [other.key, log.key]).signedBy).toHaveLength(2);
    expect(thrown(() => openEnvelope(text, payloadType, [witness.key]))).toMatchObject(refused);
    expect(thrown(() => openEnvelope(text, 'another/type', [log.key]))).toMatchObject(malformed);
    expect(thrown(() => signEnvelope(payloadType, payload, [witness]))).toMatchObject(refused);
  });

  it('is refused with any byte of payload, type or signature changed', () => {
    const good = signEnvelope(payloadType, payload, [log]);
    const bytes = Buffer.from(good);
    const keyid = good.indexOf('"keyid"');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      const error = thrown(() => openEnvelope(changed.toString('utf8'), payloadType, [log.key]));
      // The name of the key is a hint that nobody signed, as DSSE says.
      const isHint = at >= keyid && at < good.indexOf('"sig"');
      if (!isHint) expect(error, `byte ${at}`).toBeInstanceOf(Error);
    }
  });

  it.each([
    '[]',
    '{}',
    '{"payload":"","payloadType":"t"}',
    '{"payload":"","payloadType":"t","signatures":[{}]}',
  ])('is refused as %s', (text) => {
    expect(thrown(() => openEnvelope(text, 't', [log.key]))).toMatchObject(malformed);
  });
});
