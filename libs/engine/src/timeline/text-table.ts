/** Texts interned to whole numbers. Code 0 is "none": no text of a fact is empty. */
export class TextTable {
  private readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>();

  get size(): number {
    return this.texts.length;
  }

  code(text: string | undefined): number {
    if (text === undefined) {
      return 0;
    }
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.texts.push(text);
      this.codes.set(text, code);
    }
    return code;
  }

  /** The code of a text that is known already. */
  codeOf(text: string): number | undefined {
    return this.codes.get(text);
  }

  text(code: number): string {
    return this.texts[code]!;
  }

  textOrNone(code: number): string | undefined {
    return code === 0 ? undefined : this.texts[code];
  }
}
