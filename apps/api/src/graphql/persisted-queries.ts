import { readFile } from 'node:fs/promises';
import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { sha256Hex } from '@tallystick/facts';
import { LRUCache } from 'lru-cache';
import type { PersistedQueryProvider } from 'mercurius';
import { type Configuration, settings } from '../configuration/settings.js';

/** How many queries that clients brought are kept. */
const broughtQueries = 1024;

/** The queries that the server knows by their SHA-256, and whether it answers others. */
export interface PersistedQueries {
  readonly knownOnly: boolean;
  readonly provider: PersistedQueryProvider | undefined;
  /** @throws TallyError `query-unknown` where only known queries are answered and this is none of them. */
  requireKnown(query: string): void;
}

/** @throws TallyError `configuration-invalid`. */
export async function openPersistedQueries(
  configuration: Pick<Configuration, 'persistedQueries' | 'knownQueries'>,
): Promise<PersistedQueries> {
  const { persistedQueries: mode, knownQueries: file } = configuration;
  const known = file === undefined ? new Map<string, string>() : knownOf(file, await readKnown(file));
  const knownOnly = mode === 'known-only';
  const requireKnown = (query: string): void => {
    if (knownOnly && !known.has(sha256Hex(query))) {
      throw new TallyError(
        'query-unknown',
        'The server answers known queries only, and this is none of them.',
      );
    }
  };
  const provider = mode === 'off' ? undefined : knownOnly ? onlyKnown(known) : automatic(known);
  return { knownOnly, provider, requireKnown };
}

interface PersistedRequest {
  readonly query?: string;
  readonly extensions?: {
    readonly persistedQuery?: { readonly version?: unknown; readonly sha256Hash?: unknown };
  };
}

/** The hash that the request names, as Apollo's clients write it. */
function hashOf({ extensions }: PersistedRequest): string | false {
  const named = extensions?.persistedQuery;
  return named?.version === 1 && typeof named.sha256Hash === 'string' ? named.sha256Hash : false;
}

const words = {
  notFoundError: 'PersistedQueryNotFound',
  notSupportedError: 'PersistedQueryNotSupported',
  mismatchError: 'The hash is not that of the query.',
};

function automatic(known: ReadonlyMap<string, string>): PersistedQueryProvider {
  const brought = new LRUCache<string, string>({ max: broughtQueries });
  return {
    ...words,
    isPersistedQuery: (request: PersistedRequest) =>
      request.query === undefined && request.extensions?.persistedQuery !== undefined,
    isPersistedQueryRetry: (request: PersistedRequest) =>
      request.query !== undefined && request.extensions?.persistedQuery !== undefined,
    getHash: (request: PersistedRequest) => hashOf(request) as string,
    getQueryFromHash: (hash) => Promise.resolve((known.get(hash) ?? brought.get(hash))!),
    getHashForQuery: sha256Hex,
    saveQuery: (hash, query) => {
      brought.set(hash, query);
      return Promise.resolve();
    },
  };
}

/** A known query may be named by its hash or sent whole. */
function onlyKnown(known: ReadonlyMap<string, string>): PersistedQueryProvider {
  return {
    ...words,
    isPersistedQuery: () => true,
    isPersistedQueryRetry: () => false,
    getHash: (request: PersistedRequest) =>
      typeof request.query === 'string' ? sha256Hex(request.query) : (hashOf(request) as string),
    getQueryFromHash: (hash) => Promise.resolve(known.get(hash)!),
  };
}

async function readKnown(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw invalid(file, [
      { place: file, problem: `It cannot be read as JSON: ${(error as Error).message}.` },
    ]);
  }
}

function knownOf(file: string, content: unknown): Map<string, string> {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw invalid(file, [{ place: file, problem: 'It is not an object from SHA-256 to query.' }]);
  }
  const faults = Object.entries(content).flatMap(([hash, query]): ErrorDetail[] =>
    typeof query === 'string' && sha256Hex(query) === hash
      ? []
      : [{ place: `${file}: ${hash}`, problem: 'It is not the SHA-256 of its query.' }],
  );
  if (faults.length > 0) throw invalid(file, faults);
  return new Map(Object.entries(content as Record<string, string>));
}

function invalid(file: string, details: readonly ErrorDetail[]): TallyError {
  const { variable } = settings.knownQueries;
  return new TallyError(
    'configuration-invalid',
    `The known queries of ${variable}, ${file}, are not valid.`,
    details,
  );
}
