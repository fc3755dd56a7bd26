import { invariant } from '@tallystick/errors';

/** What one line of the packed data says, unpacked. */
export interface UnpackedZone {
  readonly initialOffsetSeconds: number;
  readonly transitions: readonly (readonly [atEpochSecond: number, offsetSeconds: number])[];
}

/**
 * Unpacks one zone of moment-timezone's packed data: `name|abbreviations|offsets|order|times|population`. Offsets are
 * minutes west of UTC and times are minutes since the time before, both in base 60 (0-9, a-z, A-X), with seconds as
 * one digit after a point. Changes that leave the offset as it was (a new name, another share of daylight saving)
 * are left out.
 */
export function unpackZone(packed: string): UnpackedZone {
  const [, , offsetsText = '', order = '', timesText = ''] = packed.split('|');
  const offsets = offsetsText.split(' ').map((text) => 0 - unpackSeconds(text));
  const steps = timesText === '' ? [] : timesText.split(' ').map(unpackSeconds);
  const offsetAt = (index: number): number => {
    const offset = offsets[digitOf(order.charCodeAt(index))];
    invariant(offset !== undefined, `the packed zone ${packed.slice(0, 40)} names an offset that it has not`);
    return offset;
  };
  invariant(
    steps.length === order.length - 1,
    `the packed zone ${packed.slice(0, 40)} has as many times as changes`,
  );

  const transitions: (readonly [number, number])[] = [];
  let at = 0;
  steps.forEach((step, index) => {
    at += step;
    const offset = offsetAt(index + 1);
    if (offset !== offsetAt(index)) {
      transitions.push(Object.freeze([at, offset] as const));
    }
  });
  return { initialOffsetSeconds: offsetAt(0), transitions: Object.freeze(transitions) };
}

function unpackSeconds(text: string): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.slice(negative ? 1 : 0).split('.');
  invariant(fraction.length <= 1, `the packed number ${text} is whole seconds`);
  let minutes = 0;
  for (let index = 0; index < whole.length; index += 1) {
    minutes = minutes * 60 + digitOf(whole.charCodeAt(index));
  }
  const seconds = minutes * 60 + (fraction === '' ? 0 : digitOf(fraction.charCodeAt(0)));
  return negative ? 0 - seconds : seconds;
}

function digitOf(character: number): number {
  return character > 96 ? character - 87 : character > 64 ? character - 29 : character - 48;
}
