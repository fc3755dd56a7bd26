const none = '';

/**
 * Texts interned to whole numbers from 1 on; code 0 is "none", since no text of a fact is empty. A text can be looked
 * up where it stands in a larger one, without making a string of it: open addressing over the codes, by a hash of the
 * characters.
 */
export class TextTable {
  private readonly texts: string[] = [none];
  private slots = new Int32Array(256);

  /** One more than the number of texts. */
  get size(): number {
    return this.texts.length;
  }

  code(text: string | undefined): number {
    return text === undefined ? 0 : this.codeWithin(text, 0, text.length);
  }

  /** The code of `text.slice(start, end)`, which is not empty, given out at the first call. */
  codeWithin(text: string, start: number, end: number): number {
    const slot = this.find(text, start, end);
    const found = this.slots[slot]!;
    if (found !== 0) {
      return found;
    }
    const code = this.texts.length;
    this.texts.push(ownText(text, start, end));
    this.slots[slot] = code;
    if (code * 2 > this.slots.length) {
      this.grow();
    }
    return code;
  }

  /** The code of a text that is known already. */
  codeOf(text: string): number | undefined {
    const code = this.slots[this.find(text, 0, text.length)]!;
    return code === 0 ? undefined : code;
  }

  text(code: number): string {
    return this.texts[code]!;
  }

  textOrNone(code: number): string | undefined {
    return code === 0 ? undefined : this.texts[code];
  }

  /** The slot that holds the code of a text, or the empty one where it belongs. */
  private find(text: string, start: number, end: number): number {
    const { slots, texts } = this;
    const mask = slots.length - 1;
    const length = end - start;
    let slot = hashOf(text, start, end) & mask;
    for (;;) {
      const code = slots[slot]!;
      if (code === 0) {
        return slot;
      }
      const known = texts[code]!;
      if (known.length === length && text.startsWith(known, start)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    for (let code = 1; code < this.texts.length; code += 1) {
      const text = this.texts[code]!;
      this.slots[this.find(text, 0, text.length)] = code;
    }
  }
}

/** FNV-1a over the UTF-16 units, its high bits mixed into the low ones that choose the slot. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

/** Slices of fewer characters are copied by the engine itself. */
const shortestView = 13;

/** A part of a text as a string of its own: a long slice would keep the whole text in memory for as long as it lives. */
function ownText(text: string, start: number, end: number): string {
  if (start === 0 && end === text.length) {
    return text;
  }
  const slice = text.slice(start, end);
  return end - start < shortestView ? slice : (JSON.parse(JSON.stringify(slice)) as string);
}
