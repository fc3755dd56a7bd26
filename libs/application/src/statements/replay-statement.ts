import {
  compareStatements,
  makeSealedStatement,
  readSealedStatement,
  type StatementDifference,
  Timeline,
  zoneTableOfStatement,
} from '@tallystick/engine';
import { canonicalJson, sha256Hex } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';
import { headAt } from '../knowledge/head-at.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import type { Services } from '../services.js';
import { type IssuedStatement, issuedStatement, issuedStatements } from './issued-statements.js';

export interface ReplayQuery {
  readonly agreement: string;
  /** One period; every issued statement where absent. */
  readonly period?: string | undefined;
}

/** What computing a sealed statement again came to. */
export interface Replay {
  readonly agreement: string;
  readonly period: string;
  readonly knownAt: { readonly position: number; readonly recordedAt: string };
  readonly sealedDigest: string;
  /** The digest of the sealed bytes as they stand in the ledger now. */
  readonly storedDigest: string;
  /** The digest of the statement computed again from the facts. */
  readonly replayedDigest: string;
  readonly same: boolean;
  /** Where the two differ; empty where they are the same. */
  readonly differences: readonly StatementDifference[];
}

/**
 * Computes issued statements again: from the facts up to the sealed revision, read anew and held against the chain,
 * with the sealed instants and time-zone transitions, in the sealed format. The bytes must be the same.
 *
 * The facts are read once for all statements, each at its place on the way.
 * @throws TallyError `statement-unknown`, `ledger-broken`.
 */
export async function* replayStatements(
  services: Services,
  query: ReplayQuery,
): AsyncGenerator<Replay, void, undefined> {
  const head = await resolveKnownAt(services, query.agreement, undefined);
  const waiting: IssuedStatement[] = [];
  if (query.period === undefined) {
    for await (const issued of issuedStatements(services, query.agreement, head.position))
      waiting.push(issued);
  } else {
    waiting.push(await issuedStatement(services, query.agreement, query.period, head.position));
  }
  waiting.sort((a, b) => a.seal.knownAtPosition - b.seal.knownAtPosition);
  if (waiting.length === 0) return;
  const until = waiting.at(-1)!.seal.knownAtPosition;
  const timeline = new Timeline();
  for await (const page of services.ledger.read(query.agreement, { until, verifyWhileReading: true })) {
    for (const { position, text } of page) {
      timeline.addText(position, text);
      while (waiting[0]?.seal.knownAtPosition === position) {
        const { chainHash, recordedAt } = await headAt(services, head, position);
        yield replay(waiting.shift()!, timeline, chainHash, recordedAt);
      }
    }
  }
}

function replay(issued: IssuedStatement, timeline: Timeline, chainHash: string, recordedAt: string): Replay {
  const { seal } = issued;
  const sealed = readSealedStatement(seal.statement);
  const again = makeSealedStatement(
    {
      timeline,
      knownAt: { position: seal.knownAtPosition, recordedAt: parseInstant(recordedAt) },
      chainHash,
      zones: zoneTableOfStatement(sealed),
      period: seal.period,
      valuedAt: parseInstant(seal.valuedAt),
    },
    sealed.format,
  );
  const bytes = canonicalJson(again);
  const storedBytes = canonicalJson(seal.statement);
  const storedDigest = sha256Hex(storedBytes);
  return {
    agreement: seal.agreement,
    period: seal.period,
    knownAt: { position: seal.knownAtPosition, recordedAt },
    sealedDigest: seal.digest,
    storedDigest,
    replayedDigest: sha256Hex(bytes),
    same: bytes === storedBytes && storedDigest === seal.digest,
    differences: bytes === storedBytes ? [] : compareStatements(sealed, again),
  };
}
