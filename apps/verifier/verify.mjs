#!/usr/bin/env node
// Checks an evidence pack of Tallystick. One file, Node.js 20 or newer (22.12 to compute a statement again), nothing else:
// read it before you rely on it.
//
//   node verify.mjs PACK --key VKEY [--checkpoint FILE] [--period LABEL] [--calculation FILE] [--json]
//
// PACK is the zip file or the unpacked folder. What it checks, and the formats, are described in the README.txt of the pack
// and in docs/guides/evidence.md. It shares no code with the program that made the pack; the one thing that it does not do
// with its own code is the calculation, for which it runs the pack's calculation.mjs (or yours) in a process that may
// touch no file, and says which program that was.
import { Buffer } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const manifestName = 'manifest.dsse.json';
const manifestType = 'urn:tallystick:evidence-pack:1';
const attestationType = 'urn:tallystick:service-statement:1';
const inTotoType = 'https://in-toto.io/Statement/v1';
const inTotoPayload = 'application/vnd.in-toto+json';

/**
 * One thing that was looked at.
 * @typedef {{ part: string, verdict: 'holds' | 'fails' | 'not checked', says: string }} Finding
 *
 * What a pack comes to. `verified`: everything that was checked holds, and a key that you named signed it. `not authentic`:
 * nothing fails, but you named no key, so anybody may have made it. `failed`: something does not hold.
 * @typedef {'verified' | 'not authentic' | 'failed'} Verdict
 *
 * What is taken from outside the pack. `keys`: verifier keys (C2SP vkey). `checkpoints`: texts of checkpoints that you hold.
 * `calculation`: the text of a calculation program of your own.
 * @typedef {{ keys?: string[], checkpoints?: string[], period?: string, calculation?: string }} Trusted
 */

// ── Bytes and texts ──────────────────────────────────────────────────────────────────────────────────────────────────────

class Refused extends Error {}

function refuse(problem) {
  throw new Refused(problem);
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const sha256Hex = (bytes) => sha256(bytes).toString('hex');
const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** UTF-8 without a byte order mark and without anything that is not UTF-8. */
function textOf(bytes, what) {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.compare(Buffer.from(text, 'utf8'), bytes) === 0 ? text : refuse(`${what} is not UTF-8`);
}

function bytesOfBase64(text, what) {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : refuse(`${what} is not base64`);
}

/** RFC 8785 for what packs hold: texts, whole numbers, truth values, null, lists and objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || Object.is(value, -0))) {
    refuse(`the number ${value} is not whole`);
  }
  return JSON.stringify(value);
}

/** A JSON file whose bytes are the one way to write what it says: no key twice, no other spelling. */
function canonicalValue(bytes, what) {
  const text = textOf(bytes, what);
  const value = parsed(text, what);
  return canonical(value) === text ? value : refuse(`${what} is not canonical JSON (RFC 8785)`);
}

function parsed(text, what) {
  try {
    // A key like `__proto__` would vanish here, and the text would then not be the canonical one.
    return JSON.parse(text);
  } catch {
    return refuse(`${what} is not JSON`);
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one, other) => canonical(one) === canonical(other);

// ── Keys and signatures: C2SP vkeys, signed notes and cosignatures; DSSE envelopes ───────────────────────────────────────

const keyTypes = { 1: 'ed25519', 4: 'ed25519-cosignature' };

function readKey(text) {
  const [, name, id, material] =
    /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? refuse(`"${text}" is no vkey`);
  const bytes = bytesOfBase64(material, `the key ${name}`);
  const type = keyTypes[bytes[0]] ?? refuse(`the key ${name} is of a kind that is not known here`);
  if (bytes.length !== 33) refuse(`the key ${name} has not 32 bytes`);
  if (sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') !== id)
    refuse(`the id of the key ${name} is not its own`);
  const x = bytes.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { name, id, type, publicKey, called: `${name}+${id}`, text: text.trim() };
}

const signed = (key, message, signature) =>
  signature.length === 64 && verify(null, message, key.publicKey, signature);

/** An envelope's payload, and which of the keys signed it. */
function openEnvelope(bytes, what, keys) {
  const envelope = canonicalValue(bytes, what);
  const shape = isObject(envelope) && Object.keys(envelope).join() === 'payload,payloadType,signatures';
  if (!shape || !Array.isArray(envelope.signatures) || envelope.signatures.length === 0)
    refuse(`${what} is no DSSE envelope`);
  if (envelope.payloadType !== inTotoPayload)
    refuse(`${what} is of the type ${String(envelope.payloadType)}`);
  const payload = bytesOfBase64(String(envelope.payload), `the payload of ${what}`);
  const message = Buffer.concat([
    Buffer.from(`DSSEv1 ${inTotoPayload.length} ${inTotoPayload} ${payload.length} `),
    payload,
  ]);
  const signers = envelope.signatures.map((one) => {
    if (!isObject(one) || Object.keys(one).join() !== 'keyid,sig') refuse(`a signature of ${what} is none`);
    const signature = bytesOfBase64(String(one.sig), `a signature of ${what}`);
    const key = keys.find(({ called, type }) => type === 'ed25519' && called === one.keyid);
    if (key === undefined) refuse(`${what} is signed by ${String(one.keyid)}, which is none of the keys`);
    if (!signed(key, message, signature)) refuse(`the signature of ${what} does not hold`);
    return key;
  });
  const statement = canonicalValue(payload, `the payload of ${what}`);
  if (!isObject(statement) || statement._type !== inTotoType) refuse(`${what} holds no in-toto Statement`);
  return { statement, signers };
}

/** A signed note of C2SP: its text, and its signatures, each by one of the keys or by a key that is not known here. */
function openNote(note, what, keys) {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) refuse(`${what} is no signed note`);
  const text = note.slice(0, end + 1);
  const signers = [];
  const unknown = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, material] =
      /^\u2014 ([^+\s]+) (\S+)$/.exec(line) ?? refuse(`${what} has a line that is no signature`);
    const bytes = bytesOfBase64(material, `a signature of ${what}`);
    const called = `${name}+${bytes.subarray(0, 4).toString('hex')}`;
    const key = keys.find((one) => one.called === called);
    if (key === undefined) {
      unknown.push(called);
      continue;
    }
    const signature = bytes.subarray(4);
    if (key.type === 'ed25519') {
      if (!signed(key, Buffer.from(text), signature))
        refuse(`the signature of ${called} on ${what} does not hold`);
      signers.push({ key, at: null });
    } else {
      const seconds =
        signature.length === 72 ? signature.readBigUInt64BE() : refuse(`the cosignature of ${called} is cut`);
      const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
      if (!signed(key, message, signature.subarray(8)))
        refuse(`the cosignature of ${called} on ${what} does not hold`);
      signers.push({ key, at: new Date(Number(seconds) * 1000).toISOString() });
    }
  }
  return { text, signers, unknown };
}

/** A checkpoint of C2SP that its own log signed. */
function openCheckpoint(note, what, keys) {
  const { text, signers, unknown } = openNote(note, what, keys);
  const [, origin, digits, encoded] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/.exec(text) ?? refuse(`${what} is no checkpoint`);
  const root = bytesOfBase64(encoded, `the root of ${what}`);
  if (root.length !== 32) refuse(`the root of ${what} has not 32 bytes`);
  const own = signers.filter(({ key }) => key.type === 'ed25519' && key.name === origin);
  if (own.length === 0) {
    refuse(
      `${what} is not signed by ${origin} under any of the keys (its signatures: ${unknown.join(', ') || 'others'})`,
    );
  }
  const cosigners = signers.filter(({ key }) => key.type === 'ed25519-cosignature');
  return { note, origin, size: Number(digits), root, own, cosigners, unknown };
}

// ── The Merkle tree of RFC 6962 and RFC 9162 ─────────────────────────────────────────────────────────────────────────────

const leafHash = (bytes) => sha256(Uint8Array.of(0), bytes);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

/** RFC 9162, 2.1.3.2. */
function checkInclusion(index, size, leaf, proof, root) {
  if (index >= size) refuse(`position ${index} is not below the size ${size}`);
  let [fn, sn, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const step of proof) {
    if (sn === 0n) refuse('the proof is too long');
    if (fn % 2n === 1n || fn === sn) {
      hash = nodeHash(step, hash);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else hash = nodeHash(hash, step);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n || !hash.equals(root)) refuse('the proof does not lead to the root of the checkpoint');
}

/** RFC 9162, 2.1.4.2. */
function checkConsistency(from, to, fromRoot, toRoot, proof) {
  if (from > to || from === 0) refuse(`there is nothing to show from size ${from} to ${to}`);
  if (from === to) {
    return proof.length === 0 && fromRoot.equals(toRoot)
      ? undefined
      : refuse('one size has two roots: the history was forked');
  }
  const steps = [...proof];
  const isPowerOfTwo = (BigInt(from) & (BigInt(from) - 1n)) === 0n;
  if (isPowerOfTwo) steps.unshift(fromRoot);
  let [fn, sn] = [BigInt(from) - 1n, BigInt(to) - 1n];
  while (fn % 2n === 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  const first = steps.shift() ?? refuse('the proof is empty');
  let [older, newer] = [first, first];
  for (const step of steps) {
    if (sn === 0n) refuse('the proof is too long');
    if (fn % 2n === 1n || fn === sn) {
      older = nodeHash(step, older);
      newer = nodeHash(step, newer);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else newer = nodeHash(newer, step);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n || !older.equals(fromRoot) || !newer.equals(toRoot)) {
    refuse(`size ${to} does not extend size ${from}: the history was forked or changed`);
  }
}

/** The root over leaves, kept as the roots of ever smaller full trees. */
function rootOver(leaves) {
  const full = [];
  leaves.forEach((leaf, index) => {
    let hash = leaf;
    for (let rest = index + 1; rest % 2 === 0; rest /= 2) hash = nodeHash(full.pop(), hash);
    full.push(hash);
  });
  return full.length === 0 ? sha256('') : full.reduceRight((right, left) => nodeHash(left, right));
}

/** The chain of Tallystick over canonical texts (libs/ledger/README.md), as a statement names it. */
function chainOver(agreement, leaves) {
  const frame = (text) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const start = sha256(frame('tallystick/chain/1'), frame(agreement));
  return leaves.reduce((chain, leaf) => sha256(Uint8Array.of(2), chain, leaf), start).toString('hex');
}

/** Header lines, and after an empty line a signed note: tlog-proof of C2SP, and the request of its tlog-witness. */
function splitProof(text, what) {
  const end = text.indexOf('\n\n');
  if (end === -1) refuse(`${what} is no proof`);
  const hashes = (lines) =>
    lines.map((line) => {
      const hash = bytesOfBase64(line, `a hash of ${what}`);
      return hash.length === 32 ? hash : refuse(`a hash of ${what} has not 32 bytes`);
    });
  return { header: text.slice(0, end).split('\n'), note: text.slice(end + 2), hashes };
}

// ── The checks ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Collects findings; a check that throws is a finding as well. */
class Findings {
  /** @type {Finding[]} */
  list = [];
  holds(part, says) {
    this.list.push({ part, verdict: 'holds', says });
  }
  fails(part, says) {
    this.list.push({ part, verdict: 'fails', says });
  }
  notChecked(part, says) {
    this.list.push({ part, verdict: 'not checked', says });
  }
  /** Runs a check and gives what it gives; undefined where it does not hold. `check` returns [what to say, its result]. */
  check(part, check) {
    try {
      const [says, result] = check();
      this.holds(part, says);
      return result;
    } catch (error) {
      // Whatever else goes wrong comes from a shape that no pack has: that fails as well, and never passes.
      const problem =
        error instanceof Refused
          ? error.message
          : `it has not the shape that it should have (${error.message})`;
      this.fails(part, `${problem}.`);
      return undefined;
    }
  }
}

/**
 * Checks a pack.
 * @param {Map<string, Uint8Array>} files its files by name, with `/` between folders.
 * @param {Trusted} trusted what you hold yourself.
 * @returns {{ verdict: Verdict, findings: Finding[], period: string | null, agreement: string | null }}
 */
export function verifyPack(files, trusted = {}) {
  const findings = new Findings();
  const pack = new Pack(files, trusted, findings);
  const manifest = findings.check('manifest', () => pack.manifest());
  if (manifest !== undefined) pack.checkContents(manifest);
  const failed = findings.list.some(({ verdict }) => verdict === 'fails');
  return {
    verdict: failed ? 'failed' : pack.authentic ? 'verified' : 'not authentic',
    findings: findings.list,
    agreement: manifest?.agreement ?? null,
    period: manifest?.period ?? null,
  };
}

/** Whether each file is the one that the manifest names, none is missing and none is added. */
export function checkFiles(files, digests) {
  for (const name of files.keys()) {
    if (name !== manifestName && !digests.has(name)) refuse(`${name} is not in the manifest`);
  }
  for (const [name, digest] of digests) {
    const bytes = files.get(name) ?? refuse(`${name} is missing`);
    if (sha256Hex(bytes) !== digest) refuse(`${name} was changed: its SHA-256 is not ${digest}`);
  }
}

class Pack {
  constructor(files, trusted, findings) {
    this.files = files;
    this.trusted = trusted;
    this.findings = findings;
    /** True once the manifest is known to be signed by a key that was named from outside. */
    this.authentic = false;
  }

  file(name) {
    return this.files.get(name) ?? refuse(`${name} is missing`);
  }
  text(name) {
    return textOf(this.file(name), name);
  }
  named(pattern) {
    return [...this.files.keys()].filter((name) => pattern.test(name)).sort();
  }

  // The manifest: who signed the pack, and which files it has. Keys named from outside, or else those that came with it.
  manifest() {
    const outside = (this.trusted.keys ?? []).map(readKey);
    const inside = this.text('keys/verifier-keys.txt').trimEnd().split('\n').map(readKey);
    const given = outside.some(({ type }) => type === 'ed25519');
    this.keys = given ? outside : [...outside, ...inside];
    this.keysInside = inside;
    const { statement, signers } = openEnvelope(this.file(manifestName), manifestName, this.keys);
    const { predicateType, subject, predicate } = statement;
    if (predicateType !== manifestType) refuse(`${manifestName} is of the type ${String(predicateType)}`);
    if (!Array.isArray(subject) || !isObject(predicate)) refuse(`${manifestName} is no manifest`);
    const digests = new Map(subject.map(({ name, digest }) => [String(name), String(digest?.sha256)]));
    if (digests.size !== subject.length) refuse('the manifest names a file twice');
    checkFiles(this.files, digests);
    this.digests = digests;
    this.authentic = given;
    const called = signers.map((key) => key.called).join(', ');
    const whose = given
      ? `signed by ${called}, a key that you named`
      : `signed by ${called}, but that key came with the pack, so this shows nothing about who made it`;
    if (!given) {
      this.findings.notChecked(
        'authenticity',
        `No key was named with --key. Ask the other party for its key in another way than this pack, and compare: ${inside.map(({ text }) => text).join(' ')}`,
      );
    }
    return [
      `${counted(digests.size, 'file')}, each as the manifest says, none added or missing; ${whose}.`,
      predicate,
    ];
  }

  checkContents(manifest) {
    const { findings } = this;
    if (this.trusted.period !== undefined && this.trusted.period !== manifest.period) {
      findings.fails(
        'period',
        `The pack is of ${manifest.period}, and you asked for ${this.trusted.period}.`,
      );
    }
    findings.check('keys', () => this.keyFiles());
    const checkpoint = findings.check('checkpoint', () => this.checkpoint(manifest));
    const statement = findings.check('statement', () => this.statement(manifest));
    if (checkpoint === undefined || statement === undefined) return;
    const earlier = this.checkpoints(checkpoint);
    const facts = findings.check('facts', () => this.facts(checkpoint, statement));
    if (facts === undefined) return;
    const seal = findings.check('seal', () => this.seal(statement, facts));
    if (seal === undefined) return;
    findings.check('attestation', () => this.attestation(statement, checkpoint, earlier, seal));
    findings.check('terms', () => this.terms(statement, facts));
    findings.check('figures', () => this.figures(statement, facts, seal));
    findings.check('sums', () => this.sums(statement));
    this.invoice(manifest, facts);
    this.opened(facts);
    const complete = this.complete(manifest, statement, checkpoint, facts, seal);
    const isComputed = findings.list.some(
      ({ part, verdict }) => part === 'calculation' && verdict === 'holds',
    );
    if (this.isAmended && !isComputed) {
      findings.notChecked(
        'amendments',
        'That the amendments lead to the terms in force: the amending facts are in the pack to be read. A calculation from all facts (--complete) checks it.',
      );
    }
    this.held(checkpoint, earlier, complete);
    this.remarks(manifest);
  }

  /** The files that openssl and sha256sum read say the same as those that are checked here. */
  keyFiles() {
    const expected = this.keysInside.map(({ id }) => `keys/${id}.pem`);
    const names = this.named(/^keys\/.*\.pem$/);
    if (names.length !== new Set(expected).size) refuse('keys/ has other files than keys');
    for (const { id, publicKey } of this.keysInside) {
      if (this.text(`keys/${id}.pem`) !== publicKey.export({ format: 'pem', type: 'spki' })) {
        refuse(`keys/${id}.pem is another key than the one of that id`);
      }
    }
    const sums = [...this.digests]
      .filter(([name]) => name !== 'SHA256SUMS')
      .map(([name, digest]) => `${digest}  ${name}\n`);
    if (this.text('SHA256SUMS') !== sums.join('')) refuse('SHA256SUMS says something else than the manifest');
    return ['keys/ and SHA256SUMS, for checks by hand, say what is checked here.', true];
  }

  checkpoint(manifest) {
    const opened = openCheckpoint(this.text('checkpoint.txt'), 'checkpoint.txt', this.keys);
    if (opened.origin !== manifest.origin)
      refuse(`checkpoint.txt is of ${opened.origin}, the pack of ${manifest.origin}`);
    const by = opened.cosigners.map(({ key, at }) => `, cosigned by ${key.called} at ${at}`).join('');
    return [
      `${opened.origin} at size ${opened.size}, signed by ${opened.own.map(({ key }) => key.called).join(', ')}${by}.`,
      opened,
    ];
  }

  /** Earlier checkpoints, each of which the newest one has to extend. */
  checkpoints(newest) {
    const { findings } = this;
    const opened = [newest];
    for (const name of this.named(/^checkpoints\//)) {
      findings.check(name, () => {
        const size =
          /^checkpoints\/(\d+)\.txt$/.exec(name)?.[1] ?? refuse(`${name} is no name of a checkpoint`);
        const earlier = openCheckpoint(this.text(name), name, [...this.keys, ...this.keysInside]);
        if (earlier.origin !== newest.origin) refuse(`${name} is of another log, ${earlier.origin}`);
        if (String(earlier.size) !== size) refuse(`${name} is of size ${earlier.size}`);
        this.consistency(earlier.size, earlier.root, newest);
        opened.push(earlier);
        const unnamed = earlier.own.filter(
          ({ key }) => !this.keys.some(({ called }) => called === key.called),
        );
        if (unnamed.length > 0) {
          findings.notChecked(
            name,
            `Its signature is by ${unnamed.map(({ key }) => key.called).join(', ')}, which you did not name; that the newest checkpoint extends it is checked.`,
          );
        }
        const by = earlier.cosigners.map(({ key, at }) => `, cosigned by ${key.called} at ${at}`).join('');
        return [`size ${earlier.size} of the same log${by}; the newest one (${newest.size}) extends it.`];
      });
    }
    return opened;
  }

  consistency(from, root, newest) {
    const name = `consistency/${from}-${newest.size}.txt`;
    const { header, note, hashes } = splitProof(this.text(name), name);
    const [first, ...lines] = header;
    if (first !== `old ${from}`) refuse(`${name} does not begin at size ${from}`);
    if (note !== newest.note) refuse(`${name} is for another checkpoint`);
    checkConsistency(from, newest.size, root, newest.root, hashes(lines));
  }

  statement(manifest) {
    const bytes = this.file('statement.json');
    const statement = canonicalValue(bytes, 'statement.json');
    if (!isObject(statement) || !isObject(statement.period)) refuse('statement.json is no statement');
    if (statement.period.label !== manifest.period) {
      refuse(`the statement is of ${statement.period.label}, and the pack of ${manifest.period}`);
    }
    if (statement.agreement !== manifest.agreement)
      refuse(`the statement is of the agreement ${statement.agreement}`);
    const digest = sha256Hex(bytes);
    return [
      `${statement.agreement}, ${statement.period.label}: ${statement.settlement.total} ${statement.settlement.currency} to the client; canonical bytes with SHA-256 ${digest}.`,
      Object.assign(Object.create({ sealedDigest: digest }), statement),
    ];
  }

  /** Every packed fact is in the log at its position. */
  facts(checkpoint, statement) {
    const facts = new Map();
    const names = this.named(/^facts\//);
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const position = Number(
        /^facts\/(\d{9,})\.json$/.exec(name)?.[1] ?? refuse(`${name} is no name of a fact`),
      );
      const proofName = name.replace(/json$/, 'tlog-proof');
      const { header, note, hashes } = splitProof(this.text(proofName), proofName);
      const [first, index, ...lines] = header;
      if (first !== 'c2sp.org/tlog-proof@v1') refuse(`${proofName} is no tlog-proof`);
      if (index !== `index ${position}`) refuse(`${proofName} is for another position (${index})`);
      if (note !== checkpoint.note) refuse(`${proofName} is for another checkpoint`);
      const bytes = this.file(name);
      try {
        checkInclusion(position, checkpoint.size, leafHash(bytes), hashes(lines), checkpoint.root);
      } catch (error) {
        if (error instanceof Refused) refuse(`${name}: ${error.message}`);
        throw error;
      }
      const fact = canonicalValue(bytes, name);
      if (fact.agreement !== statement.agreement) refuse(`${name} is of the agreement ${fact.agreement}`);
      if (facts.has(fact.id)) refuse(`the fact ${fact.id} is there twice`);
      facts.set(fact.id, { position, fact, bytes });
    }
    if (names.length !== 2 * facts.size) refuse('there are proofs without facts');
    return [
      `${counted(facts.size, 'fact')}, each with a proof that the log of the checkpoint holds its bytes at its position.`,
      facts,
    ];
  }

  /** The statement was sealed in the log: exactly these bytes, for this period. */
  seal(statement, facts) {
    const period = statement.period.label;
    const seals = [...facts.values()].filter(
      ({ fact }) => fact.type === 'StatementIssued' && fact.period === period,
    );
    if (seals.length !== 1)
      refuse(`${counted(seals.length, 'fact')} of the pack seal the statement of ${period}`);
    const [{ position, fact }] = seals;
    if (fact.digest !== statement.sealedDigest)
      refuse('the digest that was sealed is not that of statement.json');
    if (!same(fact.statement, statement)) refuse('the statement that was sealed is not statement.json');
    if (fact.knownAtPosition !== statement.knownAt.position || fact.valuedAt !== statement.valuedAt) {
      refuse('the seal names another basis than the statement');
    }
    if (position <= statement.knownAt.position) refuse('the seal is not after what the statement knows');
    return [
      `sealed at position ${position} on ${fact.effectiveAt}, by ${fact.assertedBy.party}, with the digest of statement.json.`,
      position,
    ];
  }

  attestation(statement, newest, earlier, sealPosition) {
    const { statement: attested } = openEnvelope(
      this.file('attestation.dsse.json'),
      'attestation.dsse.json',
      this.keys,
    );
    if (attested.predicateType !== attestationType)
      refuse(`the attestation is of the type ${String(attested.predicateType)}`);
    const size = attested.predicate?.ledger?.checkpoint?.size;
    const checkpoint =
      earlier.find((one) => one.size === size) ?? refuse('it stands on a checkpoint that is not in the pack');
    if (checkpoint.size <= sealPosition) refuse('it stands on a checkpoint from before the seal');
    const subject = [{ name: 'statement.json', digest: { sha256: statement.sealedDigest } }];
    if (!same(attested.subject, subject)) refuse('it is about other bytes than statement.json');
    const predicate = {
      agreement: statement.agreement,
      period: statement.period,
      knownAt: statement.knownAt,
      valuedAt: statement.valuedAt,
      format: statement.format,
      semantics: statement.semantics,
      terms: statement.terms,
      zones: statement.zones,
      ledger: {
        chainHash: statement.ledger.chainHash,
        sealedAt: sealPosition,
        checkpoint: {
          origin: newest.origin,
          size: checkpoint.size,
          root: checkpoint.root.toString('base64'),
        },
      },
    };
    if (!same(attested.predicate, predicate)) refuse('it names another basis than the statement');
    return [`in-toto Statement over statement.json, with its basis and the checkpoint of size ${size}.`];
  }

  terms(statement, facts) {
    const used = new Set();
    for (const { digest, sources } of statement.terms) {
      const name = `terms/${digest}.json`;
      used.add(name);
      const document = canonicalValue(this.file(name), name);
      if (sha256Hex(this.file(name)) !== digest) refuse(`${name} does not have that digest`);
      for (const { factId, kind } of sources) {
        const source =
          facts.get(factId) ?? refuse(`the fact ${factId} that made the terms is not in the pack`);
        if (source.position > statement.knownAt.position)
          refuse(`the terms stand on a later fact, ${factId}`);
        if (kind === 'signed' && sources.length === 1 && !same(source.fact.terms, document)) {
          refuse(`${name} is not what was signed`);
        }
      }
    }
    const amended = statement.terms.filter(({ sources }) => sources.length > 1).length;
    this.isAmended = amended > 0;
    return [
      `${counted(used.size, 'version')} of the terms in force, with the digests that the statement names, and the facts that made them.`,
    ];
  }

  /** The facts that the credited and disputed figures name are all there. */
  figures(statement, facts, sealPosition) {
    const named = factsBehind(statement);
    const missing = [...named].filter((id) => !facts.has(id));
    if (missing.length > 0)
      refuse(
        `${counted(missing.length, 'fact')} behind credited figures ${missing.length === 1 ? 'is' : 'are'} not in the pack: ${missing.slice(0, 5).join(' ')}`,
      );
    const later = [...named].filter((id) => facts.get(id).position > sealPosition);
    if (later.length > 0) refuse(`figures stand on facts from after the seal: ${later.join(' ')}`);
    return [
      `all ${counted(named.size, 'fact')} that credited, adjusted or contested figures name are in the pack.`,
    ];
  }

  sums(statement) {
    const { settlement, adjustments, credits } = statement;
    const places = statement.currency.decimalPlaces;
    const units = (text) => {
      const [, sign, whole, fraction = ''] =
        /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? refuse(`"${text}" is no amount`);
      if (fraction.length !== places) refuse(`"${text}" has not ${places} decimal places`);
      return BigInt(`${sign}${whole}${fraction}`);
    };
    const total = (texts) => texts.reduce((sum, text) => sum + units(text), 0n);
    const equal = (one, other, what) => (one === other ? undefined : refuse(what));
    equal(
      units(settlement.credits),
      units(credits.payable),
      'the settlement has other credits than the statement',
    );
    if (settlement.net !== undefined) {
      equal(
        units(settlement.net),
        units(settlement.credits) - units(settlement.bonuses) - units(settlement.earnBacks),
        'credits less bonuses and earn-backs are not the net',
      );
      equal(
        units(settlement.total),
        units(settlement.net) + units(settlement.adjustments),
        'net and adjustments are not the total',
      );
    } else {
      equal(
        units(settlement.total),
        units(settlement.credits) + units(settlement.adjustments),
        'credits and adjustments are not the total',
      );
    }
    equal(
      units(settlement.adjustments),
      total(adjustments.map(({ difference }) => difference)),
      'the adjustments do not add up',
    );
    for (const { is, was, difference, period } of adjustments) {
      equal(units(difference), units(is) - units(was), `the adjustment of ${period} is not the difference`);
    }
    return ['credits, bonuses, earn-backs and adjustments add up to the total.'];
  }

  invoice(manifest, facts) {
    if (manifest.invoice === null) return;
    this.findings.check('invoice', () => {
      const dispute = canonicalValue(this.file('dispute.json'), 'dispute.json');
      const number = dispute.comparison?.invoice?.invoice;
      if (number !== manifest.invoice) refuse(`the comparison is of the invoice ${number}`);
      const { fact: id } = dispute.comparison.invoice;
      const received =
        facts.get(id)?.fact ?? refuse('the fact that the invoice was received is not in the pack');
      if (received.type !== 'InvoiceReceived' || received.invoice !== number)
        refuse(`${id} is not the receipt of ${number}`);
      for (const step of dispute.comparison.invoice.steps) {
        if (!facts.has(step.fact)) refuse(`the fact ${step.fact} about the invoice is not in the pack`);
      }
      for (const { statedBy } of dispute.adjustmentsSince) {
        if (!facts.has(statedBy))
          refuse(`the statement ${statedBy} that adjusts the period is not in the pack`);
      }
      return [`${number}: its receipt, the steps since and the later adjustments are facts of the pack.`];
    });
    this.findings.notChecked(
      'invoice comparison',
      'That each line of the comparison follows from the terms: it is the reading of whoever made the pack.',
    );
  }

  /** Personal texts that were opened are what the facts commit to. */
  opened(facts) {
    if (!this.files.has('opened.json')) return;
    this.findings.check('opened', () => {
      const opened = canonicalValue(this.file('opened.json'), 'opened.json');
      const texts = [...facts.values()].map(({ bytes }) => textOf(bytes, 'a fact'));
      for (const { subject, commitment, salt, text } of opened) {
        if (!/^[0-9a-f]{64}$/.test(salt)) refuse('a salt is not 32 bytes in hexadecimal');
        const made = sha256(Buffer.from(salt, 'hex'), Buffer.from(text, 'utf8')).toString('hex');
        if (made !== commitment) refuse(`a text opened for ${subject} is not what was committed to`);
        const mark = `sealed:1:${subject}:${commitment}:`;
        if (!texts.some((one) => one.includes(mark)))
          refuse(`no fact commits to a text opened for ${subject}`);
      }
      return [`${counted(opened.length, 'personal text')}, each the one that its fact commits to.`];
    });
  }

  /** All facts up to the seal, where the pack has them: the log, the chain and the calculation. */
  complete(manifest, statement, checkpoint, facts, sealPosition) {
    const { findings } = this;
    if (!manifest.complete) {
      findings.notChecked(
        'calculation',
        'That the statement follows from the facts: that takes all facts of the ledger, and this pack has only those behind its figures.',
      );
      findings.notChecked(
        'chain',
        'The hash of the ledger that the statement names: that, too, takes all facts.',
      );
      return undefined;
    }
    const all = findings.check('ledger', () => {
      const text = this.text('facts.ndjson');
      if (!text.endsWith('\n')) refuse('facts.ndjson is cut');
      const lines = text.slice(0, -1).split('\n');
      if (lines.length !== sealPosition + 1) {
        refuse(
          `facts.ndjson has ${lines.length} facts, and the statement was sealed at position ${sealPosition}`,
        );
      }
      const leaves = lines.map((line) => leafHash(line));
      const root = rootOver(leaves);
      if (lines.length === checkpoint.size)
        checkConsistency(lines.length, checkpoint.size, root, checkpoint.root, []);
      else this.consistency(lines.length, root, checkpoint);
      for (const { position, bytes } of facts.values()) {
        if (position < lines.length && lines[position] !== textOf(bytes, 'a fact'))
          refuse(`position ${position} is there twice, and differs`);
      }
      return [
        `all ${lines.length} facts up to the seal; the checkpoint is over exactly these bytes in this order.`,
        { lines, leaves },
      ];
    });
    if (all === undefined) return undefined;
    const known = statement.knownAt.position + 1;
    findings.check('chain', () => {
      if (chainOver(statement.agreement, all.leaves.slice(0, known)) !== statement.ledger.chainHash) {
        refuse('the statement names another ledger than these facts');
      }
      const last = parsed(all.lines[known - 1], 'the last known fact');
      if (last.recordedAt !== statement.knownAt.recordedAt)
        refuse('the last known fact was recorded at another time');
      return ['the statement names exactly these facts as what was known.'];
    });
    this.calculation(statement, all.lines.slice(0, known));
    return all;
  }

  /** Computes the statement again. Code that came with the pack runs only where a key that you named signed it. */
  calculation(statement, lines) {
    const { findings } = this;
    const own = this.trusted.calculation;
    if (own === undefined && !this.authentic) {
      findings.notChecked(
        'calculation',
        'calculation.mjs came with the pack and no key that you named signed it, so it was not run. Name a key, or a program of your own with --calculation.',
      );
      return;
    }
    if (!isAtLeast(calculationNode)) {
      findings.notChecked(
        'calculation',
        `That the statement follows from the facts: computing it again takes Node.js ${calculationNode.join('.')} or newer, and this is ${process.version}.`,
      );
      return;
    }
    findings.check('calculation', () => {
      const program = own ?? this.text('calculation.mjs');
      const which = `${own === undefined ? 'calculation.mjs of the pack' : 'your calculation program'}, SHA-256 ${sha256Hex(program)}`;
      const again = runCalculation(program, { facts: lines, statement: canonical(statement) });
      if (again !== canonical(statement)) refuse(`${which}, comes to another statement from these facts`);
      return [`computed again from the packed facts alone: the same bytes (by ${which}).`];
    });
    findings.notChecked(
      'calculation program',
      own === undefined
        ? 'Whether calculation.mjs calculates as the contract says: compare its SHA-256 with that of a release that you trust, or name your own with --calculation.'
        : 'Whether your calculation program calculates as the contract says: that is between you and it.',
    );
  }

  /** Checkpoints that the reader holds belong to the same history. */
  held(newest, earlier, complete) {
    const texts = this.trusted.checkpoints ?? [];
    if (texts.length === 0) {
      this.findings.notChecked(
        'history',
        'Whether the log was rolled back or forked before this pack: hold its checkpoint against one that you kept, with --checkpoint.',
      );
    }
    for (const [index, text] of texts.entries()) {
      this.findings.check(`held checkpoint ${index + 1}`, () => {
        const held = openCheckpoint(text, 'the checkpoint that you hold', this.keys);
        if (held.origin !== newest.origin) refuse(`the checkpoint that you hold is of ${held.origin}`);
        const equal = earlier.find(({ size }) => size === held.size);
        if (equal !== undefined) checkConsistency(held.size, equal.size, held.root, equal.root, []);
        else if (held.size > newest.size) {
          refuse(
            `you hold a checkpoint of size ${held.size}, and the pack ends at ${newest.size}: the log was cut, or the pack is older than your checkpoint; ask for a pack from size ${held.size} on`,
          );
        } else if (complete !== undefined && held.size <= complete.leaves.length) {
          checkConsistency(
            held.size,
            held.size,
            held.root,
            rootOver(complete.leaves.slice(0, held.size)),
            [],
          );
        } else if (this.files.has(`consistency/${held.size}-${newest.size}.txt`))
          this.consistency(held.size, held.root, newest);
        else refuse(`the pack has no proof from size ${held.size}; ask for one made with that checkpoint`);
        return [`size ${held.size}: the log of the pack is the one that you saw then, and has only grown.`];
      });
    }
  }

  remarks({ complete }) {
    const unknown = openNote(this.text('checkpoint.txt'), 'checkpoint.txt', this.keys).unknown;
    if (unknown.length > 0) {
      this.findings.notChecked(
        'other signatures',
        `On checkpoint.txt, by keys that were not named: ${unknown.join(', ')}.`,
      );
    }
    this.findings.notChecked(
      'statement.pdf',
      'That the printed statement says what statement.json says: it is the same file that was signed, and for reading only.',
    );
    if (!complete) {
      this.findings.notChecked(
        'other facts',
        'What else is in the ledger: only facts behind the figures travel in this pack.',
      );
    }
    this.findings.notChecked(
      'truth',
      'Whether the facts are true: a log shows who asserted what, and when, and that nobody changed it since.',
    );
  }
}

/**
 * The ids of the facts behind the figures that cost money: everything that the statement names as a fact within its terms, missed
 * or credited service levels, credits, points, bonuses, earn-backs, reliefs, adjustments, contests and settlement; and
 * within obligations that were missed or have a credit.
 */
export function factsBehind(statement) {
  const ids = new Set();
  const isNothing = (amount) => amount === null || amount === undefined || /^-?0*(\.0*)?$/.test(amount);
  const idKeys = new Set(['facts', 'lateFacts', 'earlyFacts', 'statedBy', 'fact', 'factId']);
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (!idKeys.has(key)) walk(member);
        else for (const id of [member].flat()) if (typeof id === 'string') ids.add(id);
      }
    }
  };
  const { terms, credits, points, bonuses, earnBacks, reliefs, adjustments, contests, settlement } =
    statement;
  const priced = new Set(
    [...credits.lines, ...(points?.lines ?? [])]
      .filter(({ exact, points: scored }) => !isNothing(exact ?? scored))
      .map(({ id, serviceLevel }) => id ?? serviceLevel),
  );
  walk(statement.serviceLevels.filter(({ id, verdict }) => verdict === 'missed' || priced.has(id)));
  walk((statement.obligations?.obligations ?? []).filter(({ id }) => priced.has(id)));
  walk([terms, credits, points, bonuses, earnBacks, reliefs, adjustments, contests, settlement]);
  return ids;
}

/** The least version of Node.js that calculation programs run on. */
const calculationNode = [22, 12];

const longestCalculationMilliseconds = 30 * 60 * 1000;

function isAtLeast([major, minor]) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Runs a calculation program on facts, in a process of its own that may read and write no file. */
function runCalculation(program, input) {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const source = `${program}\nprocess.stdout.write(recalculate(JSON.parse(${JSON.stringify(JSON.stringify(input))})));\n`;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [permission, '--no-warnings', '--input-type=module', '-'],
    {
      input: source,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      timeout: longestCalculationMilliseconds,
      env: {},
    },
  );
  if (error !== undefined) refuse(`the calculation program could not be run (${error.message})`);
  if (status !== 0) refuse(`the calculation program ended with ${status}: ${stderr.slice(0, 2000)}`);
  return stdout;
}

// ── Reading a pack: a folder, or a zip file ──────────────────────────────────────────────────────────────────────────────

const largestFile = 1 << 30;

/** @returns {Map<string, Uint8Array>} the files of a pack by name. */
export function readPack(path) {
  return statSync(path).isDirectory() ? readFolder(path) : readZip(readFileSync(path));
}

function readFolder(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile()) refuse(`${path} is no file`);
    files.set(relative(folder, path).split(sep).join('/'), readFileSync(path));
  }
  return files;
}

/** The files of a zip file by its central directory (APPNOTE 4.3); stored or deflated, below 4 GB. */
export function readZip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1 || end + 22 + bytes.readUInt16LE(end + 20) !== bytes.length)
    refuse('this is no zip file, or it is cut');
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) refuse('the directory of the zip file is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const name = textOf(bytes.subarray(at + 46, at + 46 + nameLength), 'a name in the zip file');
    const [method, packed, size, local] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 42),
    ];
    if (files.has(name)) refuse(`the zip file has ${name} twice`);
    if (size > largestFile) refuse(`${name} is too large`);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    const content =
      method === 0
        ? data
        : method === 8
          ? inflated(data, size, name)
          : refuse(`${name} is packed in an unknown way`);
    if (content.length !== size) refuse(`${name} has not the size that the zip file says`);
    files.set(name, content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

function inflated(data, size, name) {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return refuse(`${name} is damaged in the zip file`);
  }
}

// ── The command line ─────────────────────────────────────────────────────────────────────────────────────────────────────

const usage = `Usage: node verify.mjs PACK [options]

  PACK                  the zip file of an evidence pack, or the folder it was unpacked to
  --key VKEY            a verifier key (NAME+ID+BASE64) that you have from the other party, not from the pack;
                        again for each further key. Without one nothing shows who made the pack.
  --checkpoint FILE     a checkpoint that you kept: shows that the log was not rolled back or forked since
  --period LABEL        refuse a pack of any other period
  --calculation FILE    a calculation program of your own in place of the pack's
  --json                one object instead of lines

Exit code 0: everything checked holds, and a key that you named signed it. 1: something does not hold. 2: the command line
is wrong. 3: nothing fails, but no key was named, so anybody may have made it.
`;

const exitCodes = { verified: 0, failed: 1, 'not authentic': 3 };

/** One command line, without the names of node and this file. Resolves to the exit code. */
export function run(argv, write = (text) => process.stdout.write(text)) {
  let asked;
  try {
    asked = readArguments(argv);
  } catch (error) {
    if (!(error instanceof Refused) && error.code === undefined) throw error;
    write(`verify: ${error.message}.\n\n${usage}`);
    return 2;
  }
  let result;
  try {
    result = verifyPack(readPack(asked.pack), asked.trusted);
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof RangeError) && error.code === undefined)
      throw error;
    result = {
      verdict: 'failed',
      agreement: null,
      period: null,
      findings: [{ part: 'pack', verdict: 'fails', says: `${error.message}.` }],
    };
  }
  write(asked.json ? `${JSON.stringify(result)}\n` : asText(result));
  return exitCodes[result.verdict];
}

function readArguments(argv) {
  const trusted = { keys: [], checkpoints: [] };
  let pack;
  let json = false;
  const rest = [...argv];
  const value = (name) => rest.shift() ?? refuse(`${name} needs a value`);
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--json') json = true;
    else if (word === '--key') trusted.keys.push(readKey(value(word)).text);
    else if (word === '--checkpoint') trusted.checkpoints.push(readFileSync(value(word), 'utf8'));
    else if (word === '--period') trusted.period = value(word);
    else if (word === '--calculation') trusted.calculation = readFileSync(value(word), 'utf8');
    else if (word.startsWith('-') || pack !== undefined) refuse(`"${word}" is not understood`);
    else pack = word;
  }
  return { pack: pack ?? refuse('no pack is named'), trusted, json };
}

function asText({ verdict, findings, agreement, period }) {
  const groups = [
    ['Checked', 'holds'],
    ['NOT IN ORDER', 'fails'],
    ['Not checked', 'not checked'],
  ].flatMap(([heading, which]) => {
    const own = findings.filter((finding) => finding.verdict === which);
    return own.length === 0
      ? []
      : [`${heading}:\n${own.map(({ part, says }) => `  ${part}: ${says}\n`).join('')}`];
  });
  const verdicts = {
    verified: 'VERIFIED: everything checked holds, and a key that you named signed it.',
    failed: 'FAILED: do not rely on this pack.',
    'not authentic':
      'NOT AUTHENTIC: nothing fails, but without a key of yours anybody may have made this pack.',
  };
  const title = period === null ? 'Evidence pack' : `Evidence pack of ${agreement}, ${period}`;
  return `${title}\n\n${groups.join('\n')}\n${verdicts[verdict]}\n`;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = run(process.argv.slice(2));
}
