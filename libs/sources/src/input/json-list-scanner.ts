import { longestRecord } from './source-row.js';

export interface JsonItem {
  /** The item of the list, from 1. */
  readonly item: number;
  readonly text: string;
}

/** Why the text of a document is no JSON from here on. */
export class JsonScanProblem extends Error {}

/** A document's own values beside its list are kept up to this length, for columns that name them by `$.`. */
const longestRootValue = 64 * 1024;

const space = /[ \t\r\n]/;

/**
 * Cuts the items of one list out of a JSON document as its text comes, so that a list of any length needs the memory of
 * one item. Each item's text is parsed by itself: one that is malformed inside costs that item alone.
 */
export class JsonListScanner {
  /** The texts of the document's own members that stood before the list. */
  readonly rootTexts = new Map<string, string>();
  private buffer = '';
  private position = 0;
  private ended = false;
  private items = 0;
  private found = false;
  private readonly scan: Generator<JsonItem | undefined, void, void>;

  /** @param path the keys that lead to the list; none where the document is the list. */
  constructor(private readonly path: readonly string[]) {
    this.scan = this.document();
  }

  push(text: string): void {
    this.buffer = this.buffer.slice(this.position) + text;
    this.position = 0;
  }

  /**
   * The next whole item; nothing where more text is needed, or at the end of the document.
   * @throws JsonScanProblem where the text is not JSON, ends too early, or has no such list.
   */
  next(atEnd: boolean): JsonItem | undefined {
    this.ended = atEnd;
    const { done, value } = this.scan.next();
    return done === true || value === undefined ? undefined : value;
  }

  private *document(): Generator<JsonItem | undefined, void, void> {
    yield* this.descend(0);
    if (!this.found)
      throw new JsonScanProblem(`It has no list \`${this.path.join('.') || '(the document itself)'}\`.`);
    if ((yield* this.peekOrEnd()) !== undefined) {
      throw new JsonScanProblem('Something stands after the end of the document.');
    }
  }

  private *descend(depth: number): Generator<JsonItem | undefined, void, void> {
    const key = this.path[depth];
    if (key === undefined) {
      yield* this.list();
      return;
    }
    if ((yield* this.peek()) !== '{') {
      throw new JsonScanProblem(`\`${key}\` is looked for in something that is no object.`);
    }
    this.position += 1;
    if ((yield* this.peek()) === '}') {
      this.position += 1;
      return;
    }
    for (;;) {
      if ((yield* this.peek()) !== '"') throw new JsonScanProblem('A key is missing its quotes.');
      const name = parsedKey(yield* this.value());
      if ((yield* this.peek()) !== ':') throw new JsonScanProblem('A key is not followed by a colon.');
      this.position += 1;
      yield* this.peek();
      if (name === key && !this.found) {
        yield* this.descend(depth + 1);
      } else {
        const text = yield* this.value();
        if (depth === 0 && text.length <= longestRootValue) this.rootTexts.set(name, text);
      }
      const next = yield* this.peek();
      this.position += 1;
      if (next === '}') return;
      if (next !== ',') throw new JsonScanProblem('Two members are not parted by a comma.');
    }
  }

  private *list(): Generator<JsonItem | undefined, void, void> {
    if ((yield* this.peek()) !== '[') {
      throw new JsonScanProblem(`\`${this.path.join('.') || 'The document'}\` is not a list.`);
    }
    this.found = true;
    this.position += 1;
    if ((yield* this.peek()) === ']') {
      this.position += 1;
      return;
    }
    for (;;) {
      yield* this.peek();
      const text = yield* this.value();
      this.items += 1;
      yield { item: this.items, text };
      const next = yield* this.peek();
      this.position += 1;
      if (next === ']') return;
      if (next !== ',') throw new JsonScanProblem('Two items are not parted by a comma.');
    }
  }

  /** The first character that is no space, or nothing at the end of the text. */
  private *peekOrEnd(): Generator<undefined, string | undefined, void> {
    for (;;) {
      while (this.position < this.buffer.length) {
        const character = this.buffer[this.position]!;
        if (!space.test(character)) return character;
        this.position += 1;
      }
      if (this.ended) return undefined;
      yield undefined;
    }
  }

  private *peek(): Generator<undefined, string, void> {
    const character = yield* this.peekOrEnd();
    if (character === undefined) throw new JsonScanProblem('It ends too early; the export may be cut off.');
    return character;
  }

  /** The text of the value at the position: to its closing bracket or quote, or to what parts plain values. */
  private *value(): Generator<undefined, string, void> {
    const first = this.buffer[this.position]!;
    if (first === ',' || first === ':' || first === ']' || first === '}') {
      throw new JsonScanProblem('A value is missing.');
    }
    const nested = first === '{' || first === '[' || first === '"';
    // Counted from the position, which stays: push() moves both to the start of the buffer together.
    let offset = 0;
    let depth = 0;
    let inString = false;
    for (;;) {
      const { buffer } = this;
      const length = buffer.length - this.position;
      while (offset < length) {
        const code = buffer.charCodeAt(this.position + offset);
        if (inString) {
          if (code === 92) {
            // The escaped character may come with the next piece of text: skipping over it is enough.
            offset += 2;
            continue;
          }
          if (code === 34) {
            inString = false;
            if (depth === 0) return this.take(offset + 1);
          }
        } else if (code === 34) {
          inString = true;
        } else if (code === 123 || code === 91) {
          depth += 1;
        } else if (code === 125 || code === 93) {
          if (depth === 0) return this.take(offset);
          depth -= 1;
          if (depth === 0) return this.take(offset + 1);
        } else if (!nested && (code === 44 || code <= 32)) {
          return this.take(offset);
        }
        offset += 1;
      }
      if (offset > longestRecord) throw new JsonScanProblem('One item is too long to be a row.');
      if (this.ended) {
        if (!nested) return this.take(length);
        throw new JsonScanProblem('It ends too early; the export may be cut off.');
      }
      yield undefined;
    }
  }

  private take(length: number): string {
    const text = this.buffer.slice(this.position, this.position + length);
    this.position += length;
    return text;
  }
}

function parsedKey(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new JsonScanProblem(`${text.slice(0, 80)} is not a key.`);
  }
}
