/** Types of verify.mjs, for the tests. */
export interface Finding {
  readonly part: string;
  readonly verdict: 'holds' | 'fails' | 'not checked';
  readonly says: string;
}
export interface Trusted {
  readonly keys?: readonly string[];
  readonly checkpoints?: readonly string[];
  readonly period?: string;
  readonly calculation?: string;
}
export interface Verified {
  readonly verdict: 'verified' | 'not authentic' | 'failed';
  readonly findings: readonly Finding[];
  readonly agreement: string | null;
  readonly period: string | null;
}
export function verifyPack(files: ReadonlyMap<string, Uint8Array>, trusted?: Trusted): Verified;
export function checkFiles(
  files: ReadonlyMap<string, Uint8Array>,
  digests: ReadonlyMap<string, string>,
): void;
export function factsBehind(statement: unknown): Set<string>;
export function readZip(bytes: Uint8Array): Map<string, Uint8Array>;
export function readPack(path: string): Map<string, Uint8Array>;
export function run(argv: readonly string[], write?: (text: string) => void): number;
