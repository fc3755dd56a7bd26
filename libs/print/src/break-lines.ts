import type { Sheet, TextLook } from './sheet.js';

/** A text in lines that are at most so wide; a word that is wider is broken between characters. */
export function breakLines(sheet: Sheet, text: string, width: number, look: TextLook): string[] {
  const lines: string[] = [];
  let line = '';
  // A figure and its sign stay together.
  for (const word of sheet.readable(text.replaceAll(' %', '\u00a0%')).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (sheet.widthOf(longer, look) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(sheet, word, width, look);
    line = pieces.pop()!;
    lines.push(...pieces);
  }
  lines.push(line);
  return lines;
}

/** Marks that belong to the character before them stay with it. */
const characters = /\P{M}\p{M}*|\p{M}+/gu;

function breakWord(sheet: Sheet, word: string, width: number, look: TextLook): string[] {
  if (sheet.widthOf(word, look) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const [character] of word.matchAll(characters)) {
    if (piece !== '' && sheet.widthOf(piece + character, look) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  pieces.push(piece);
  return pieces;
}
