/** Keeps what was used lately, and lets go of what was not. */
export class LeastRecent<Value> {
  private readonly kept = new Map<string, Value>();

  constructor(
    private readonly most: number,
    private readonly letGo: (value: Value) => void = () => undefined,
  ) {}

  get(name: string): Value | undefined {
    const value = this.kept.get(name);
    if (value !== undefined) {
      this.kept.delete(name);
      this.kept.set(name, value);
    }
    return value;
  }

  set(name: string, value: Value): void {
    const before = this.kept.get(name);
    if (before !== undefined && before !== value) this.letGo(before);
    this.kept.delete(name);
    this.kept.set(name, value);
    for (const [oldest, old] of this.kept) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
      this.letGo(old);
    }
  }

  /** Takes a value out; it is let go of. */
  delete(name: string): void {
    const value = this.kept.get(name);
    if (value === undefined) return;
    this.kept.delete(name);
    this.letGo(value);
  }

  /** Takes out the one that was not used for longest. */
  letGoOldest(): void {
    const [name] = this.kept.keys();
    if (name !== undefined) this.delete(name);
  }

  clear(): void {
    for (const value of this.kept.values()) this.letGo(value);
    this.kept.clear();
  }
}
