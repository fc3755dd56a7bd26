import { longestRawText } from './source-row.js';

export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: string; readonly text: string };

/**
 * A quoted field that goes on for longer than this was never closed. Without a bound one stray quote would swallow
 * the rest of an export.
 */
const longestQuotedRecord = 1024 * 1024;

/**
 * Takes CSV text apart as it comes (RFC 4180; also with lone line feeds and quotes inside unquoted fields).
 *
 * A line that is malformed costs that line alone: reading goes on at the next physical line, also after a quote that is
 * never closed. That is why this is not a general CSV library: they give up the rest, or join it into one record.
 */
export class CsvRecords {
  private buffer = '';
  private position = 0;
  private line = 1;

  constructor(
    private readonly dialect: CsvDialect,
    /** How many fields a record has; before the header is known, any number. */
    private width: number | undefined,
    /** How many lines stand before the first record. */
    private linesToSkip = 0,
  ) {}

  /** Fixes the number of fields, so that a record of several lines with another number is read line by line instead. */
  expectWidth(width: number): void {
    this.width = width;
  }

  push(text: string): void {
    this.buffer = this.buffer.slice(this.position) + text;
    this.position = 0;
  }

  /** The next whole record; nothing where more text is needed, or at the end where nothing is left. */
  next(atEnd: boolean): CsvRecord | undefined {
    for (;;) {
      const { buffer, position } = this;
      const lineEnd = buffer.indexOf('\n', position);
      if (lineEnd === -1 && (!atEnd || position === buffer.length)) {
        return undefined;
      }
      const end = lineEnd === -1 ? buffer.length : lineEnd;
      if (this.linesToSkip > 0) {
        this.linesToSkip -= 1;
        this.advance(lineEnd === -1 ? end : end + 1, 1);
        continue;
      }
      const contentEnd = end > position && buffer.charCodeAt(end - 1) === 13 ? end - 1 : end;
      if (contentEnd === position) {
        this.advance(lineEnd === -1 ? end : end + 1, 1);
        continue;
      }
      const content = buffer.slice(position, contentEnd);
      const next = lineEnd === -1 ? end : end + 1;
      if (!content.includes(this.dialect.quote)) {
        return this.take(content.split(this.dialect.delimiter), next, 1);
      }
      const quoted = this.quotedRecord(atEnd);
      if (quoted === 'more') return undefined;
      if (
        quoted !== undefined &&
        (quoted.lines === 1 || this.width === undefined || quoted.fields.length === this.width)
      ) {
        return this.take(quoted.fields, quoted.next, quoted.lines);
      }
      const { line } = this;
      this.advance(next, 1);
      const problem =
        quoted === undefined
          ? 'It has a quote that is not closed, or text after a closing quote.'
          : 'It has a quote that is not closed on its line.';
      return { line, problem, text: content.slice(0, longestRawText) };
    }
  }

  private take(fields: readonly string[], next: number, lines: number): CsvRecord {
    const { line } = this;
    this.advance(next, lines);
    return { line, fields };
  }

  private advance(position: number, lines: number): void {
    this.position = position;
    this.line += lines;
  }

  /** The record at the position, which has quotes: its fields, `more` where its end has not come yet, or nothing where it is malformed. */
  private quotedRecord(
    atEnd: boolean,
  ): { fields: string[]; next: number; lines: number } | 'more' | undefined {
    const { buffer } = this;
    const { delimiter, quote } = this.dialect;
    const fields: string[] = [];
    let lines = 1;
    let at = this.position;
    for (;;) {
      let value: string;
      if (buffer.startsWith(quote, at)) {
        value = '';
        let from = at + 1;
        for (;;) {
          const close = buffer.indexOf(quote, from);
          if (close === -1) {
            return atEnd || buffer.length - this.position > longestQuotedRecord ? undefined : 'more';
          }
          value += buffer.slice(from, close);
          at = close + 1;
          if (at === buffer.length && !atEnd) return 'more';
          if (!buffer.startsWith(quote, at)) break;
          value += quote;
          from = at + 1;
        }
        for (let feed = value.indexOf('\n'); feed !== -1; feed = value.indexOf('\n', feed + 1)) lines += 1;
      } else {
        const end = fieldEnd(buffer, at, delimiter);
        if (end === buffer.length && !atEnd) return 'more';
        const bare = buffer.slice(at, end);
        value = buffer[end] === '\n' && bare.endsWith('\r') ? bare.slice(0, -1) : bare;
        at = end;
      }
      fields.push(value);
      if (at === buffer.length) return { fields, next: at, lines };
      if (buffer.startsWith(delimiter, at)) {
        at += delimiter.length;
        continue;
      }
      if (buffer.startsWith('\r\n', at)) return { fields, next: at + 2, lines };
      if (buffer[at] === '\n') return { fields, next: at + 1, lines };
      if (buffer[at] === '\r' && at + 1 === buffer.length)
        return atEnd ? { fields, next: at + 1, lines } : 'more';
      return undefined;
    }
  }
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  const delimiterAt = text.indexOf(delimiter, from);
  const feedAt = text.indexOf('\n', from);
  if (delimiterAt === -1) return feedAt === -1 ? text.length : feedAt;
  return feedAt === -1 ? delimiterAt : Math.min(delimiterAt, feedAt);
}
