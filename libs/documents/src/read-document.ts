import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, Scalar } from 'yaml';
import { joinPath, parentPath, type PlaceOf, placeText } from './path.js';
import { isDecimalText, isReservedKey, type PlainValue } from './plain-value.js';

export interface ReadDocument {
  readonly value: PlainValue;
  /** `contract.yaml:14:7`: file, line and column of a path, or of the nearest thing that holds it. */
  readonly placeOf: (path: string) => string;
}

/** No contract or mapping is longer; a limit keeps a wrong file from taking the memory. */
const longestText = 8 * 1024 * 1024;
/** Nesting deeper than this is nobody's contract; the limit is ours, so that it is the same on every machine. */
const deepestNesting = 64;
const tooDeep = 'It is nested too deeply to be read.';

/** Plain scalars that YAML reads as numbers but that are not written as plain decimals. */
const otherNumberPattern =
  /^[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;

/**
 * Reads an authored document, YAML 1.2 or JSON. Every number becomes its source text; dates are texts.
 *
 * @param name names the document in places, e.g. `contract.yaml`.
 * @throws TallyError `document-invalid` with every place, for malformed text, duplicate keys, anchors, aliases, tags,
 * several documents in one text, and numbers in exponent, hexadecimal or octal form, infinity and not-a-number.
 */
export function readDocument(text: string, name: string): ReadDocument {
  if (text.length > longestText) {
    throw documentInvalid(name, [
      { place: name, problem: `It is longer than ${longestText} characters.`, mend: 'Name the right file.' },
    ]);
  }
  const lines = new LineCounter();
  const node = parse(text.startsWith('\uFEFF') ? text.slice(1) : text, name, lines);
  const places = new Map<string, number>();
  const details: ErrorDetail[] = [];
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const placeOf = (path: string): string => {
    for (let known: string | undefined = path; known !== undefined; known = parentPath(known)) {
      const offset = places.get(known);
      if (offset !== undefined) return at(offset);
    }
    return at(0);
  };
  const reader = new Reader(places, placeOf, details);
  const value = withinDepth(name, () => reader.read(node, ''));
  if (details.length > 0) throw documentInvalid(name, details);
  return { value, placeOf };
}

function parse(text: string, name: string, lines: LineCounter): Node | null {
  // The reader below checks keys itself, by their text; `merge` and YAML 1.1 readings stay off.
  const options = { version: '1.2', schema: 'core', uniqueKeys: false, lineCounter: lines } as const;
  const documents = withinDepth(name, () => parseAllDocuments(text, { ...options, prettyErrors: false }));
  const list = Array.isArray(documents) ? documents : [];
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const first = list[0];
  if (first === undefined) {
    throw documentInvalid(name, [{ place: name, problem: 'It is empty.', mend: 'Name the right file.' }]);
  }
  const details: ErrorDetail[] = list.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error) => ({
      place: at(error.pos[0]),
      problem: error.code === 'RESOURCE_EXHAUSTION' ? tooDeep : sentence(error.message),
      mend: mendOfSyntax(error.code),
    })),
  );
  if (list.length > 1) {
    details.push({
      place: at(list[1]!.range[0]),
      problem: 'A second document begins here.',
      mend: 'Keep one document a file; take out the line `---`.',
    });
  }
  if (first.directives?.yaml.explicit === true && first.directives.yaml.version !== '1.2') {
    details.push({
      place: at(0),
      problem: `The directive %YAML ${first.directives.yaml.version} asks for other reading rules.`,
      mend: 'Take the directive out; documents are read as YAML 1.2.',
    });
  }
  if (details.length > 0) throw documentInvalid(name, details);
  return first.contents;
}

function mendOfSyntax(code: string): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'Take the tag out.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  return 'Correct the YAML or JSON at this place; quote texts that hold `:`, `#` or brackets.';
}

function sentence(text: string): string {
  const line = text.split('\n')[0]!.trim();
  return line.endsWith('.') ? line : `${line}.`;
}

/** Turns the end of the parser's stack into an error of the document. */
function withinDepth<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw documentInvalid(name, [{ place: name, problem: tooDeep, mend: 'Name the right file.' }]);
  }
}

function documentInvalid(name: string, details: readonly ErrorDetail[]): TallyError {
  const first = details[0]!;
  const more = details.length === 1 ? '' : ` (and ${details.length - 1} more)`;
  return new TallyError(
    'document-invalid',
    `${name} cannot be read: ${first.place}: ${first.problem}${more}`,
    details,
  );
}

/** Walks the syntax tree and keeps where each path stands. */
class Reader {
  constructor(
    private readonly places: Map<string, number>,
    private readonly placeOf: PlaceOf,
    private readonly details: ErrorDetail[],
  ) {}

  read(node: unknown, path: string, depth = 0): PlainValue {
    if (node === null || node === undefined) return null;
    if (depth > deepestNesting) {
      return this.refuse(path, tooDeep, `Nest at most ${deepestNesting} levels.`);
    }
    const { range } = node as Node;
    if (range && !this.places.has(path)) this.places.set(path, range[0]);
    if (isAlias(node)) {
      return this.refuse(path, `It repeats an anchor (\`*${node.source}\`).`, 'Write the value out.');
    }
    const { anchor, tag } = node as Scalar;
    if (anchor !== undefined) {
      this.refuse(path, `It has an anchor (\`&${anchor}\`).`, 'Take the anchor out and write values out.');
    }
    if (tag !== undefined) this.refuse(path, `It has a tag (${tag}).`, 'Take the tag out.');
    if (isMap(node)) return this.readMap(node.items, path, depth);
    if (isSeq(node))
      return node.items.map((item, index) => this.read(item, joinPath(path, index), depth + 1));
    return isScalar(node) ? this.readScalar(node, path) : null;
  }

  private readMap(
    pairs: readonly { key: unknown; value: unknown }[],
    path: string,
    depth: number,
  ): PlainValue {
    const result: Record<string, PlainValue> = {};
    for (const pair of pairs) {
      if (!isScalar(pair.key)) {
        this.refuse(path, 'A key is not a plain text.', 'Write the key as a text.');
        continue;
      }
      const key = pair.key.source ?? '';
      const member = joinPath(path, key);
      const known = this.places.get(member);
      if (pair.key.range) this.places.set(member, pair.key.range[0]);
      if (pair.key.anchor !== undefined || pair.key.tag !== undefined) {
        this.refuse(member, 'The key has an anchor or a tag.', 'Take it out.');
      }
      if (Object.hasOwn(result, key)) {
        this.refuse(member, `The key \`${key}\` stands twice.`, 'Keep one of the two.');
        if (known !== undefined) this.places.set(member, known);
      } else if (key === '' || isReservedKey(key)) {
        this.refuse(member, `\`${key}\` cannot be a key.`, 'Choose another name.');
      } else {
        this.checkText(key, member);
        result[key] = this.read(pair.value, member, depth + 1);
      }
    }
    return result;
  }

  private readScalar(node: Scalar, path: string): PlainValue {
    const { value } = node;
    if (node.type !== Scalar.PLAIN) {
      return this.checkText(typeof value === 'string' ? value : (node.source ?? ''), path);
    }
    const source = node.source ?? '';
    if (value === null || typeof value === 'boolean') return value;
    if (isDecimalText(source)) return source;
    if (otherNumberPattern.test(source)) {
      return this.refuse(
        path,
        `${source} is not a plainly written number.`,
        'Write it as a decimal such as 0.5, or quote it where it is a text.',
      );
    }
    return this.checkText(source, path);
  }

  /** A lone surrogate has no UTF-8 form, so no canonical bytes could hold it (RFC 8785). */
  private checkText(text: string, path: string): string {
    if (!text.isWellFormed()) {
      this.refuse(path, 'It holds half of a character (a lone surrogate).', 'Write the whole character.');
    }
    return text;
  }

  private refuse(path: string, problem: string, mend: string): null {
    this.details.push({ place: placeText(path, this.placeOf), problem, mend });
    return null;
  }
}
