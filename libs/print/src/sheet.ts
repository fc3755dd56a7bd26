import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { style } from './page-style.js';
import type { PrintedDocument } from './printed-document.js';

type Face = 'regular' | 'bold';

const require = createRequire(import.meta.url);
const fontFiles: Readonly<Record<Face, string>> = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

/** What of the embedded font is asked for; pdfkit does not declare it. */
interface EmbeddedFont {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
}

export interface TextLook {
  readonly face?: Face;
  readonly size: number;
  readonly colour?: string;
  /** How the text stands to `x`: begins there, ends there, or is centred on it. */
  readonly align?: 'left' | 'right' | 'centre';
}

/**
 * A PDF being written, with the one place at which the next thing goes. Lines are broken and pages ended by whoever writes
 * on it, so that the same document has the same pages everywhere.
 */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  /** The distance of the next thing from the top of the page. */
  y: number = style.margin.top;
  readonly #chunks: Buffer[] = [];
  readonly #widths = new Map<string, number>();

  constructor({ title, subtitle, madeAt }: PrintedDocument) {
    this.pdf = new PDFDocument({
      size: [style.page.width, style.page.height],
      margin: 0,
      bufferPages: true,
      // Compressed bytes differ from one version of zlib to the next; the pack that holds the file compresses it.
      compress: false,
      lang: 'en',
      displayTitle: true,
      info: {
        Title: title,
        Subject: subtitle,
        Producer: 'Tallystick',
        Creator: 'Tallystick',
        CreationDate: new Date(madeAt),
      },
    });
    for (const [face, file] of Object.entries(fontFiles)) this.pdf.registerFont(face, readFileSync(file));
    this.pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
  }

  get bottom(): number {
    return style.page.height - style.margin.bottom;
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = style.margin.top;
  }

  /** Begins a page where less than `height` is left of this one; true where it did. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.newPage();
    return true;
  }

  widthOf(text: string, { face = 'regular', size }: TextLook): number {
    const key = `${face} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.pdf.font(face).fontSize(100).widthOfString(text) / 100;
      this.#widths.set(key, width);
    }
    return width * size;
  }

  /** One line; `y` is its top. */
  write(text: string, x: number, y: number, look: TextLook): void {
    if (text === '') return;
    const { face = 'regular', size, colour = style.colour.ink, align = 'left' } = look;
    const width = align === 'left' ? 0 : this.widthOf(text, look) / (align === 'right' ? 1 : 2);
    this.pdf
      .font(face)
      .fontSize(size)
      .fillColor(colour)
      .text(text, x - width, y, { lineBreak: false });
  }

  /**
   * The text with every character that the font has no picture of written as its number, `[U+4E2D]`: a name is never
   * silently lost.
   */
  readable(text: string): string {
    this.pdf.font('regular');
    const { font } = (this.pdf as unknown as { readonly _font: EmbeddedFont })._font;
    return [...text.normalize('NFC').replaceAll(/[\t\r\n]+/g, ' ')]
      .map((character) => {
        const codePoint = character.codePointAt(0)!;
        if (font.hasGlyphForCodePoint(codePoint)) return character;
        return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
      })
      .join('');
  }

  /** Ends the file. `finish` writes on a page that is complete otherwise. */
  async end(finish: (page: number, pages: number) => void): Promise<Buffer> {
    const { count } = this.pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.pdf.switchToPage(page);
      finish(page + 1, count);
    }
    const ended = new Promise((settle, fail) => {
      this.pdf.once('end', settle);
      this.pdf.once('error', fail);
    });
    this.pdf.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }
}
