import { timingSafeEqual } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { isTallyError, TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import type { Grant } from '../principal.js';
import type { Role } from '../roles.js';
import { digestOf, isSecret, newSecret } from '../tokens/secret.js';
import { eventOf, tokenOf } from './from-rows.js';
import { typed } from './typed-error.js';
import { requireFuture, requireGrant, requireSubject, requireTokenName } from './checks.js';
import type { AccessAction, AccessEvent, GrantRecord, TokenRecord } from './records.js';
import { prepareStatements, type Statements, type TokenRow } from './statements.js';
import { prepareSchema } from './schema.js';

export interface AccessStoreOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** How long to wait for another process's write before `access-store-unavailable`. */
  readonly waitMilliseconds?: number;
}

export interface NewToken {
  /** Whose it is: what facts recorded with it name as their actor. */
  readonly name: string;
  /** Epoch milliseconds; absent: it stands until it is revoked. */
  readonly expiresAt?: number | undefined;
  readonly operator?: boolean | undefined;
  readonly grants?: readonly Grant[] | undefined;
  /** One more token of a name that has one, so that the old can be revoked once the new is in use. */
  readonly rotate?: boolean | undefined;
}

export interface TokenCreated {
  readonly token: TokenRecord;
  /** Shown this once; nobody can show it again. */
  readonly secret: string;
}

const coarseMilliseconds = 3_600_000;
const mostRemembered = 10_000;

interface Memory {
  /** Of the file when it was read; undefined: it is not to be used again. */
  readonly revision: string | undefined;
  readonly tokens: Map<string, TokenRow>;
  readonly grants: Map<string, ReadonlyMap<string, Grant>>;
}

/**
 * Tokens, and who may do what where: the one file beside the ledger that is neither log nor cache. It is small, read at
 * every request, and several processes may use it at once: what `tally-server token revoke` writes, a running server
 * reads at its next request.
 *
 * Every method throws TallyError `access-store-unavailable` where the file cannot be used.
 */
export class AccessStore {
  private readonly database: Database.Database;
  private readonly statements: Statements;
  private readonly now: () => number;
  private ownChanges = 0;
  private memory: Memory = { revision: undefined, tokens: new Map(), grants: new Map() };
  private readonly listeners = new Set<() => void>();

  /** Opens the file, and makes it where there is none. */
  constructor(path: string, options: AccessStoreOptions = {}) {
    this.now = options.now ?? Date.now;
    const database = typed(path, () => {
      // SQLite gives the files beside it the same permissions.
      closeSync(openSync(path, 'a', 0o600));
      return new Database(path, { timeout: options.waitMilliseconds ?? 5_000 });
    });
    try {
      this.statements = typed(path, () => {
        database.pragma('journal_mode = WAL');
        database.pragma('synchronous = FULL');
        database.pragma('foreign_keys = ON');
        database.pragma('trusted_schema = OFF');
        prepareSchema(database, path);
        return prepareStatements(database);
      });
    } catch (error) {
      database.close();
      throw error;
    }
    this.database = database;
  }

  /**
   * Makes a token, with its subject and grants where they are new; all or nothing.
   * @param by who does it, for the history.
   * @throws TallyError `grant-invalid`.
   */
  createToken(wanted: NewToken, by: string): TokenCreated {
    const { name, expiresAt, operator = false, grants = [], rotate = false } = wanted;
    const secret = newSecret();
    const { id, digest } = digestOf(secret);
    return this.change(() => {
      const at = this.now();
      requireTokenName(name);
      requireFuture(expiresAt, at);
      const known = this.statements.operatorOf.get(name);
      if ((known !== undefined) !== rotate) throw nameError(name, rotate);
      if (known === undefined) {
        this.addSubject(name, at);
      }
      this.statements.addToken.run(id, name, digest, at, by, expiresAt ?? null);
      this.note('token-created', name, by, { token: id });
      if (operator) this.putOperator(name, true, by);
      for (const grant of grants) this.putGrant(name, grant, by);
      return { token: this.token(id), secret };
    });
  }

  /**
   * From now on nobody gets in with it, and who is in is put out. Revoking it again changes nothing.
   * @throws TallyError `token-unknown`.
   */
  revokeToken(id: string, by: string): TokenRecord {
    return this.change(() => {
      const token = this.token(id);
      if (token.revokedAt !== undefined) return token;
      this.statements.revokeToken.run(this.now(), by, id);
      this.note('token-revoked', token.subject, by, { token: id });
      return this.token(id);
    });
  }

  /** All tokens there ever were, by subject, then age. */
  listTokens(): readonly TokenRecord[] {
    return this.read(() => this.statements.tokens.all().map(tokenOf));
  }

  /** @throws TallyError `token-unknown`. */
  token(id: string): TokenRecord {
    const row = this.tokenRow(id);
    if (row === undefined) throw new TallyError('token-unknown', `There is no token ${id}.`);
    return tokenOf(row);
  }

  /** The token that a secret opens, where it stands: known, not ended, not revoked. Notes that it was used. */
  tokenOfSecret(secret: string): TokenRecord | undefined {
    if (!isSecret(secret)) return undefined;
    const { id, digest } = digestOf(secret);
    const row = this.tokenRow(id);
    // The row is found by a part of the digest that is no secret; the whole is compared without telling how far it agrees.
    if (row === undefined || !timingSafeEqual(row.digest, digest)) return undefined;
    const token = tokenOf(row);
    if (!this.stands(token)) return undefined;
    this.noteUse(token);
    return token;
  }

  /** Whether a token is taken now. */
  stands({ expiresAt, revokedAt }: TokenRecord): boolean {
    return revokedAt === undefined && (expiresAt === undefined || expiresAt > this.now());
  }

  /**
   * Gives a subject a role in an agreement, in place of the one that it has there. The subject of a JSON Web Token
   * (`issuer|sub`) need not have been here before.
   * @throws TallyError `grant-invalid`.
   */
  grant(subject: string, grant: Grant, by: string): GrantRecord {
    return this.change(() => {
      this.requireKnownSubject(subject);
      return this.putGrant(subject, grant, by);
    });
  }

  /** @throws TallyError `grant-unknown`. */
  revokeGrant(subject: string, agreement: string, by: string): GrantRecord {
    return this.change(() => {
      const found = this.statements.grant.get(subject, agreement);
      if (found === undefined) {
        throw new TallyError('grant-unknown', `"${subject}" has no role in "${agreement}".`);
      }
      this.statements.removeGrant.run(subject, agreement);
      this.note('role-revoked', subject, by, found);
      return found;
    });
  }

  /** What a subject is where: at most one grant an agreement. */
  grantsOf(subject: string): ReadonlyMap<string, Grant> {
    const { grants } = this.remembered();
    const known = grants.get(subject);
    if (known !== undefined) return known;
    const rows = this.read(() => this.statements.grantsOfSubject.all(subject));
    const found = new Map(rows.map(({ agreement, party, role }) => [agreement, { agreement, party, role }]));
    grants.set(subject, found);
    return found;
  }

  /** Every grant there is, by subject, then agreement. */
  listGrants(): readonly GrantRecord[] {
    return this.read(() => this.statements.grants.all());
  }

  /** @throws TallyError `grant-invalid`. */
  setOperator(subject: string, operator: boolean, by: string): void {
    this.change(() => {
      this.requireKnownSubject(subject);
      this.putOperator(subject, operator, by);
    });
  }

  isOperator(subject: string): boolean {
    return this.read(() => this.statements.operatorOf.get(subject)) === 1;
  }

  /** Who did what when, the newest first; `before` goes on from a number. */
  history(first: number, before: number = Number.MAX_SAFE_INTEGER): readonly AccessEvent[] {
    return this.read(() => this.statements.history.all(before, first).map(eventOf));
  }

  /** Changes whenever anything in the file may have changed, whichever process did it. Cheap to ask. */
  revision(): string {
    return this.read(() => `${this.statements.dataVersion.get()}.${this.ownChanges}`);
  }

  /** Calls back after each change that is made through this store; the answer stops it. */
  onChanged(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    this.database.close();
  }

  private tokenRow(id: string): TokenRow | undefined {
    const { tokens } = this.remembered();
    const row = tokens.get(id) ?? this.read(() => this.statements.token.get(id));
    if (row !== undefined) tokens.set(id, row);
    return row;
  }

  /** What was read since the file changed last, so that a request costs one question and not as many as it has grants. */
  private remembered(): Memory {
    // Within a transaction of its own a store reads what it has just written.
    const revision = this.database.inTransaction ? undefined : this.revision();
    const { tokens, grants } = this.memory;
    const isFull = tokens.size + grants.size > mostRemembered;
    if (revision === undefined || this.memory.revision !== revision || isFull) {
      this.memory = { revision, tokens: new Map(), grants: new Map() };
    }
    return this.memory;
  }

  private addSubject(subject: string, at: number): void {
    this.statements.addSubject.run(subject, at);
  }

  private requireKnownSubject(subject: string): void {
    requireSubject(subject);
    if (this.statements.operatorOf.get(subject) !== undefined) return;
    if (!subject.includes('|')) {
      throw new TallyError('grant-invalid', `No token has the name "${subject}".`, [
        {
          place: 'subject',
          problem: 'It is neither the name of a token nor `issuer|sub` of a JSON Web Token.',
          mend: 'Make the token first, or name the subject in full.',
        },
      ]);
    }
    this.addSubject(subject, this.now());
  }

  private putGrant(subject: string, grant: Grant, by: string): GrantRecord {
    requireGrant(grant);
    const { agreement, party, role } = grant;
    const known = this.statements.grant.get(subject, agreement);
    if (known?.party === party && known.role === role) return known;
    const record: GrantRecord = { subject, agreement, party, role, madeAt: this.now(), madeBy: by };
    this.statements.putGrant.run(record);
    this.note('role-granted', subject, by, record);
    return record;
  }

  private putOperator(subject: string, operator: boolean, by: string): void {
    if ((this.statements.operatorOf.get(subject) === 1) === operator) return;
    this.statements.setOperator.run(operator ? 1 : 0, subject);
    this.note(operator ? 'operator-made' : 'operator-unmade', subject, by, {});
  }

  private note(
    action: AccessAction,
    subject: string,
    by: string,
    about: {
      readonly token?: string;
      readonly agreement?: string;
      readonly party?: string;
      readonly role?: Role;
    },
  ): void {
    const { token = null, agreement = null, party = null, role = null } = about;
    this.statements.note.run({ at: this.now(), by, action, subject, token, agreement, party, role });
  }

  private noteUse({ id, lastUsedAt }: TokenRecord): void {
    const now = this.now();
    if (lastUsedAt !== undefined && now - lastUsedAt < coarseMilliseconds) return;
    try {
      this.read(() => this.statements.noteUse.run(now, id));
      this.memory.tokens.delete(id);
    } catch (error) {
      // It is for people who tidy up; nobody is kept out because it could not be noted.
      if (!isTallyError(error)) throw error;
    }
  }

  private change<T>(work: () => T): T {
    const result = this.read(() => this.database.transaction(work).immediate());
    this.ownChanges += 1;
    for (const listener of this.listeners) listener();
    return result;
  }

  private read<T>(work: () => T): T {
    return typed(this.database.name, work);
  }
}

function nameError(name: string, rotate: boolean): TallyError {
  return new TallyError(
    'grant-invalid',
    rotate ? `No token has the name "${name}".` : `A token has the name "${name}" already.`,
    [
      {
        place: 'name',
        problem: rotate ? 'There is none to rotate.' : 'Both would act as one and have the same roles.',
        mend: rotate ? 'Make it without rotating.' : 'Choose another name, or rotate it.',
      },
    ],
  );
}
