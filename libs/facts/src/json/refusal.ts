import { TallyError } from '@tallystick/errors';
import { deepestNesting, memberPath } from './json-value.js';

const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blanks = /[ \t\n\r]*/y;
const plainCharacters = /[ !\x23-\x5b\x5d-\uffff]*/y;
const escapeToken = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/**
 * Reads a JSON text token by token and gives the error of the first thing in it that is refused, with its line, column
 * and path; undefined where nothing is. Slow and thorough: `parseStrictJson` calls it only for suspicious texts.
 */
export function findRefusal(text: string, place: string): TallyError | undefined {
  try {
    new Reader(text).readText();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const before = text.slice(0, error.offset);
    const line = before.split('\n').length;
    const column = error.offset - before.lastIndexOf('\n');
    const where = `${place}, line ${line}, column ${column}${error.path === '' ? '' : ` (${error.path})`}`;
    return new TallyError('json-invalid', `${where}: ${error.problem} ${error.mend}`, [
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

  readText(): void {
    this.readValue('', 0);
    if (this.offset < this.text.length) this.unexpected('', 'the end');
  }

  private readValue(path: string, depth: number): void {
    this.take(blanks);
    const start = this.text[this.offset];
    if (start === '{' || start === '[') {
      if (depth === deepestNesting) {
        this.refuse(this.offset, path, `It stands deeper than ${deepestNesting} levels.`, 'Make it flatter.');
      }
      if (start === '{') this.readObject(path, depth);
      else this.readArray(path, depth);
    } else if (start === '"') {
      this.readString(path);
    } else if (start === '-' || (start !== undefined && start >= '0' && start <= '9')) {
      this.readNumber(path);
    } else {
      this.readWord(path);
    }
    this.take(blanks);
  }

  private readObject(path: string, depth: number): void {
    const names = new Set<string>();
    this.offset += 1;
    this.take(blanks);
    if (this.skip('}')) return;
    do {
      this.take(blanks);
      const start = this.offset;
      if (this.text[start] !== '"') this.unexpected(path, 'a key in quotation marks');
      const name = this.readString(path);
      const member = memberPath(path, name);
      if (names.has(name)) {
        this.refuse(start, member, `The key ${JSON.stringify(name)} is there twice.`, 'Remove one of them.');
      }
      names.add(name);
      this.take(blanks);
      if (!this.skip(':')) this.unexpected(member, 'a colon');
      this.readValue(member, depth + 1);
    } while (this.skip(','));
    if (!this.skip('}')) this.unexpected(path, 'a comma or }');
  }

  private readArray(path: string, depth: number): void {
    this.offset += 1;
    this.take(blanks);
    if (this.skip(']')) return;
    let index = 0;
    do {
      this.readValue(memberPath(path, index), depth + 1);
      index += 1;
    } while (this.skip(','));
    if (!this.skip(']')) this.unexpected(path, 'a comma or ]');
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

  private readNumber(path: string): void {
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
  }

  private readWord(path: string): void {
    for (const word of ['true', 'false', 'null']) {
      if (this.skip(word)) return;
    }
    this.unexpected(path, 'a value');
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
