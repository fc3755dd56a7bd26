import { parseStrictJson } from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant, parseInstant } from '@tallystick/quantities';
import { isCanonicalText } from './canonical-text.js';

/** What a ledger needs to know of a fact: where it belongs, which it is, when it was recorded. */
export interface RecordedEnvelope {
  readonly agreement: string;
  readonly id: string;
  readonly recordedAt: EpochMilliseconds;
}

export type EnvelopeReading =
  | { readonly kind: 'read'; readonly envelope: RecordedEnvelope; readonly canonical: boolean }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** The facts of a batch share their instant, so the last one read is mostly the next. */
let lastInstant: { readonly text: string; readonly instant: EpochMilliseconds } | undefined;

function instantOf(value: unknown): EpochMilliseconds | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  if (lastInstant?.text === value) {
    return lastInstant.instant;
  }
  try {
    const instant = parseInstant(value);
    // Another way of writing the same instant would change the bytes without changing the meaning.
    if (formatInstant(instant) !== value) {
      return undefined;
    }
    lastInstant = { text: value, instant };
    return instant;
  } catch {
    return undefined;
  }
}

/** Reads the envelope of a recorded text and says whether the text is the RFC 8785 form of what it says. */
export function readEnvelope(text: string): EnvelopeReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', problem: 'the text is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', problem: 'the text is not a JSON object' };
  }
  const { agreement, id, recordedAt } = value as Record<string, unknown>;
  const instant = instantOf(recordedAt);
  if (typeof agreement !== 'string') {
    return { kind: 'unreadable', problem: 'the text names no agreement' };
  }
  if (typeof id !== 'string') {
    return { kind: 'unreadable', problem: 'the text has no id' };
  }
  if (instant === undefined) {
    return { kind: 'unreadable', problem: 'the text has no recordedAt that is a canonical UTC instant' };
  }
  return {
    kind: 'read',
    envelope: { agreement, id, recordedAt: instant },
    canonical: isCanonicalText(value, text) || isCanonicalAtSecondLook(text),
  };
}

/** JSON.parse may take a key with an escape for another one (V8 13), so what looks wrong is read again, strictly. */
function isCanonicalAtSecondLook(text: string): boolean {
  try {
    return isCanonicalText(parseStrictJson(text, 'the ledger'), text);
  } catch {
    return false;
  }
}
