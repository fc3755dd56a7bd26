import { TallyError } from '@tallystick/errors';
import { deepestNesting, type JsonObject, type JsonValue, memberPath } from './json-value.js';

const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blanks = /[ \t\n\r]*/y;
const plainCharacters = /[ !\x23-\x5b\x5d-\uffff]*/y;
const escapeToken = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/**
 * Reads a JSON text token by token, and refuses what `parseStrictJson` refuses, with line, column and path. Slow and
 * thorough: `parseStrictJson` calls it only for texts that JSON.parse may read wrongly or that may be refused.
 *
 * @throws TallyError `json-invalid` for the first thing that is refused.
 */
export function readThoroughly(text: string, place: string): JsonValue {
  try {
    return new Reader(text).readText();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const before = text.slice(0, error.offset);
    const line = before.split('\n').length;
    const column = error.offset - before.lastIndexOf('\n');
    const where = `${place}, line ${line}, column ${column}${error.path === '' ? '' : ` (${error.path})`}`;
    throw new TallyError('json-invalid', `${where}: ${error.problem} ${error.mend}`, [
      { place: where, problem: error.problem, mend: error.mend },
    ]);
  }
}

/** Unwinds the reader; it never leaves this file. */
class Refused extends Error {
  constructor(
    readonly offset: number,
    readonly path: string,
    readonly problem: string,
    readonly mend: string,
  ) {
    super(problem);
  }
}

class Reader {
  private offset = 0;

  constructor(private readonly text: string) {}

  readText(): JsonValue {
    const value = this.readValue('', 0);
    if (this.offset < this.text.length) this.unexpected('', 'the end');
    return value;
  }

  private readValue(path: string, depth: number): JsonValue {
    this.take(blanks);
    const value = this.readBareValue(path, depth);
    this.take(blanks);
    return value;
  }

  private readBareValue(path: string, depth: number): JsonValue {
    const start = this.text[this.offset];
    if (start === '{' || start === '[') {
      if (depth === deepestNesting) {
        this.refuse(this.offset, path, `It stands deeper than ${deepestNesting} levels.`, 'Make it flatter.');
      }
      return start === '{' ? this.readObject(path, depth) : this.readArray(path, depth);
    }
    if (start === '"') return this.readString(path);
    if (start === '-' || (start !== undefined && start >= '0' && start <= '9')) return this.readNumber(path);
    return this.readWord(path);
  }

  private readObject(path: string, depth: number): JsonObject {
    const members = new Map<string, JsonValue>();
    this.offset += 1;
    this.take(blanks);
    if (this.skip('}')) return {};
    do {
      this.take(blanks);
      const start = this.offset;
      if (this.text[start] !== '"') this.unexpected(path, 'a key in quotation marks');
      const name = this.readString(path);
      const member = memberPath(path, name);
      if (members.has(name)) {
        this.refuse(start, member, `The key ${JSON.stringify(name)} is there twice.`, 'Remove one of them.');
      }
      this.take(blanks);
      if (!this.skip(':')) this.unexpected(member, 'a colon');
      members.set(name, this.readValue(member, depth + 1));
    } while (this.skip(','));
    if (!this.skip('}')) this.unexpected(path, 'a comma or }');
    // As JSON.parse does, this makes an own member even of `__proto__`.
    return Object.fromEntries(members);
  }

  private readArray(path: string, depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.offset += 1;
    this.take(blanks);
    if (this.skip(']')) return items;
    do {
      items.push(this.readValue(memberPath(path, items.length), depth + 1));
    } while (this.skip(','));
    if (!this.skip(']')) this.unexpected(path, 'a comma or ]');
    return items;
  }

  private readString(path: string): string {
    const start = this.offset;
    this.offset += 1;
    this.take(plainCharacters);
    while (this.skip('\\')) {
      if (this.take(escapeToken) === '') this.unexpected(path, 'an escape of JSON');
      this.take(plainCharacters);
    }
    if (!this.skip('"')) {
      const problem =
        this.offset === this.text.length ? 'The text does not end.' : 'A control character is not escaped.';
      this.refuse(this.offset, path, problem, 'Write it as JSON.');
    }
    // JSON.parse reads a text that is no key rightly (see strict-json.ts).
    const value = JSON.parse(this.text.slice(start, this.offset)) as string;
    if (!value.isWellFormed()) {
      this.refuse(
        start,
        path,
        'It has half of a surrogate pair, which is no character.',
        'Mend the encoding.',
      );
    }
    return value;
  }

  private readNumber(path: string): number {
    const start = this.offset;
    const token = this.take(numberToken);
    if (token === '') this.unexpected(path, 'a number');
    const value = Number(token);
    if (!Number.isFinite(value)) {
      this.refuse(start, path, `${token} is too large for a number.`, 'Write it as text.');
    }
    if (Object.is(value, -0)) {
      this.refuse(start, path, `${token} is minus zero, which canonical JSON does not have.`, 'Write 0.');
    }
    if (digitsOf(token) !== digitsOf(String(value))) {
      const kept = `${token} has more digits than a number keeps: it would become ${value}.`;
      this.refuse(start, path, kept, 'Write it as text.');
    }
    return value;
  }

  private readWord(path: string): boolean | null {
    if (this.skip('true')) return true;
    if (this.skip('false')) return false;
    if (this.skip('null')) return null;
    return this.unexpected(path, 'a value');
  }

  private take(token: RegExp): string {
    token.lastIndex = this.offset;
    const taken = token.exec(this.text)?.[0] ?? '';
    this.offset += taken.length;
    return taken;
  }

  private skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.offset)) return false;
    this.offset += expected.length;
    return true;
  }

  private unexpected(path: string, expected: string): never {
    const found = this.text.codePointAt(this.offset);
    const shown =
      found === undefined ? 'the text ends' : `${JSON.stringify(String.fromCodePoint(found))} stands`;
    return this.refuse(
      this.offset,
      path,
      `Here ${shown} where ${expected} is expected.`,
      'Write it as JSON.',
    );
  }

  private refuse(offset: number, path: string, problem: string, mend: string): never {
    throw new Refused(offset, path, problem, mend);
  }
}

/** The significant digits of a number, the same for two ways of writing the same decimal to the same magnitude. */
function digitsOf(token: string): string {
  return token
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
