import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TallyError } from '@tallystick/errors';
import {
  ed25519Signer,
  formatVerifierKey,
  parseVerifierKey,
  type SignatureType,
  type Signer,
  uncheckedCheckpoint,
  type VerifierKey,
} from '@tallystick/evidence';
import { compareText } from '@tallystick/quantities';

const onlyOwner = 0o600;
const onlyOwnersFolder = 0o700;
const othersBits = 0o077;
/** Sizes are padded to this, so that the names of files sort as the sizes do. */
const sizeDigits = 16;

/**
 * Private keys, each in a file of its own that only its owner can read, and whatever each of them has signed. It is a
 * folder apart from the ledger: a database that is copied, restored or stolen takes no key along, and what was signed stays
 * known when a database is set back.
 *
 *     <key id>.pem                    the private key, PKCS #8
 *     <key id>.vkey                   the public key, in the text form of C2SP signed notes
 *     <key id>.signed/<log>/<size>    each checkpoint that the key has signed, a signed note
 */
export class KeyFolder {
  constructor(readonly path: string) {}

  /** The public keys, ordered by name and then key id. A folder that is not there holds none. */
  async list(): Promise<readonly VerifierKey[]> {
    const names = await entriesOf(this.path);
    const keys: VerifierKey[] = [];
    for (const name of names) {
      if (name.endsWith('.vkey')) keys.push(parseVerifierKey(await readFile(join(this.path, name), 'utf8')));
    }
    return keys.sort((a, b) => compareText(a.name, b.name) || compareText(a.keyId, b.keyId));
  }

  /** Makes a key pair. The private key never leaves its file but to sign. */
  async create(name: string, type: SignatureType): Promise<VerifierKey> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { key } = ed25519Signer(name, type, privateKey);
    await mkdir(this.path, { recursive: true, mode: onlyOwnersFolder });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    await writeNew(join(this.path, `${key.keyId}.pem`), pem);
    await writeNew(join(this.path, `${key.keyId}.vkey`), `${formatVerifierKey(key)}\n`);
    return key;
  }

  /**
   * Whoever signs with a key; undefined where its private key is not here.
   *
   * @throws TallyError `key-refused` where others can read the file, or it holds another key.
   */
  async signer(key: VerifierKey): Promise<Signer | undefined> {
    const path = join(this.path, `${key.keyId}.pem`);
    const mode = await modeOf(path);
    if (mode === undefined) return undefined;
    if (process.platform !== 'win32' && (mode & othersBits) !== 0) {
      throw refused(key, 'Others than its owner can read its file.', `chmod 600 ${key.keyId}.pem`);
    }
    const signer = ed25519Signer(key.name, key.type, await privateKeyOf(key, path));
    if (formatVerifierKey(signer.key) !== formatVerifierKey(key)) {
      throw refused(key, 'Its file holds another key.', 'Put the file back that was made with it.');
    }
    return signer;
  }

  /** The checkpoints of a log that a key has signed, by size. */
  async signed(key: VerifierKey, origin: string): Promise<readonly string[]> {
    const folder = this.#signedFolder(key, origin);
    const names = (await entriesOf(folder)).filter((name) => /^\d+$/.test(name)).sort(compareText);
    return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  }

  /** Every checkpoint of a log that any key here has signed. */
  async signedByAny(origin: string): Promise<readonly string[]> {
    const notes: string[] = [];
    for (const key of await this.list()) notes.push(...(await this.signed(key, origin)));
    return notes;
  }

  /** Keeps a checkpoint that a key is about to sign away, before anybody else sees it. */
  async keepSigned(key: VerifierKey, note: string): Promise<void> {
    const { origin, size } = uncheckedCheckpoint(note);
    const folder = this.#signedFolder(key, origin);
    await mkdir(folder, { recursive: true, mode: onlyOwnersFolder });
    const path = join(folder, String(size).padStart(sizeDigits, '0'));
    const file = await open(`${path}.new`, 'w', onlyOwner);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  #signedFolder(key: VerifierKey, origin: string): string {
    return join(this.path, `${key.keyId}.signed`, encodeURIComponent(origin));
  }
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function privateKeyOf(key: VerifierKey, path: string): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8');
  try {
    return createPrivateKey(pem);
  } catch {
    // What went wrong inside may quote the file, so that it is not passed on.
    throw refused(key, 'Its file holds no private key.', 'Put the file back that was made with it.');
  }
}

async function writeNew(path: string, text: string | Buffer): Promise<void> {
  const file = await open(path, 'wx', onlyOwner);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, onlyOwner);
}

function refused(key: VerifierKey, problem: string, mend: string): TallyError {
  return new TallyError('key-refused', `The private key of ${key.name} (${key.keyId}) is not used.`, [
    { place: `${key.keyId}.pem`, problem, mend },
  ]);
}
