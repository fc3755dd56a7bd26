import { describe, expect, it } from 'vitest';
import { formatSignedNote, formatVerifierKey, openNote, parseSignedNote, parseVerifierKey } from './index.js';

/** The example of the specification of signed notes. */
const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const text = 'This is an example message.\n';
const line =
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const note = `${text}\n${line}`;

describe('the example of C2SP signed-note', () => {
  it('opens by its key', () => {
    const opened = openNote(note, [parseVerifierKey(key)]);
    expect(opened.text).toBe(text);
    expect(opened.verified.map((signature) => formatVerifierKey(signature.key))).toEqual([key]);
  });

  it('is written again as it was', () => {
    expect(formatSignedNote(parseSignedNote(note))).toBe(note);
  });

  it('is refused with any byte of its text or signature changed', () => {
    for (let at = 0; at < text.length - 1; at += 1) {
      const changed = `${text.slice(0, at)}X${text.slice(at + 1)}\n${line}`;
      expect(() => openNote(changed, [parseVerifierKey(key)])).toThrow('is wrong');
    }
    const bytes = Buffer.from(note, 'utf8');
    for (let at = bytes.indexOf('—'); at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => openNote(changed.toString('utf8'), [parseVerifierKey(key)])).toThrow('');
    }
  });
});

describe('the example of C2SP tlog-cosignature', () => {
  const checkpoint = [
    'example.com/behind-the-sofa',
    '20852163',
    'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    '',
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
    '',
  ].join('\n');

  it('is read, with the time in its second line', () => {
    const { signatures } = parseSignedNote(checkpoint);
    expect(signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length])).toEqual([
      ['example.com/behind-the-sofa', '033de0ae', 64],
      ['witness.example.com/w1', '8d66cf3f', 72],
    ]);
    expect(Buffer.from(signatures[1]!.signature).readBigUInt64BE()).toBe(1679315147n);
    expect(formatSignedNote(parseSignedNote(checkpoint))).toBe(checkpoint);
  });
});
