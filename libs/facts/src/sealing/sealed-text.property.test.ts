import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealedText, subjectKey } from '../testing/fact-arbitrary.js';
import {
  isSealedText,
  openSealedText,
  opensCommitment,
  readSealedText,
  replaceSealedTexts,
  sealText,
} from './sealed-text.js';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.lorem());

describe('a sealed text', () => {
  it('opens to what was sealed under its own key, and to nothing under another', () => {
    fc.assert(
      fc.property(subjectKey, subjectKey, fc.uuid(), anyText, (key, other, subject, text) => {
        const sealed = sealText(key, subject, text);
        expect(openSealedText(key, sealed)?.text).toBe(text);
        expect(sealText(key, subject, text)).toBe(sealed);
        if (Buffer.compare(key, other) !== 0) expect(openSealedText(other, sealed)).toBeUndefined();
      }),
    );
  });

  it('commits to its salt and text alone, as sha256sum shows', () => {
    fc.assert(
      fc.property(subjectKey, fc.uuid(), anyText, anyText, (key, subject, text, other) => {
        const sealed = sealText(key, subject, text);
        const { commitment } = readSealedText(sealed)!;
        const opened = openSealedText(key, sealed)!;
        const bytes = Buffer.concat([Buffer.from(opened.salt, 'hex'), Buffer.from(text)]);
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(commitment);
        expect(opensCommitment(commitment, opened)).toBe(true);
        expect(opensCommitment(commitment, { ...opened, text: other })).toBe(other === text);
        expect(opensCommitment(commitment, { ...opened, salt: `${opened.salt.slice(2)}00` })).toBe(
          opened.salt === `${opened.salt.slice(2)}00`,
        );
      }),
    );
  });

  it('does not open once any character of it is another', () => {
    fc.assert(
      fc.property(subjectKey, fc.uuid(), anyText, fc.nat(), fc.nat(), (key, subject, text, at, by) => {
        const sealed = sealText(key, subject, text);
        const place = at % sealed.length;
        const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-_:';
        const changed = sealed.slice(0, place) + letters[by % letters.length]! + sealed.slice(place + 1);
        if (changed !== sealed) expect(openSealedText(key, changed)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('shows neither the text nor the name of the person', () => {
    fc.assert(
      fc.property(
        subjectKey,
        fc.uuid(),
        fc.constantFrom('Jane Doe', 'printer of Jane'),
        (key, subject, text) => {
          const sealed = sealText(key, subject, text);
          expect(sealed).not.toContain('Jane');
          expect(Buffer.from(sealed.split(':').at(-1)!, 'base64url').toString('latin1')).not.toContain(
            'Jane',
          );
        },
      ),
    );
  });

  it('is found wherever it stands in a longer text, whole', () => {
    fc.assert(
      fc.property(
        fc.array(sealedText, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(' ', '"', ',', '\n'),
        (all, mark) => {
          const found: string[] = [];
          const replaced = replaceSealedTexts(`${mark}${all.join(mark)}${mark}`, (sealed) => {
            found.push(sealed);
            return 'x';
          });
          expect(found).toEqual(all);
          expect(replaced).toBe(mark + all.map(() => `x${mark}`).join(''));
        },
      ),
    );
  });
});

it('takes nothing else for a sealed text', () => {
  for (const text of ['', 'sealed:1:', 'sealed:1:jane', `sealed:2:${'a'.repeat(300)}`, 'Sealed:1:x']) {
    expect(isSealedText(text)).toBe(false);
    expect(readSealedText(text)).toBeUndefined();
    expect(openSealedText(new Uint8Array(32), text)).toBeUndefined();
    expect(replaceSealedTexts(text, () => 'x')).toBe(text);
  }
});
