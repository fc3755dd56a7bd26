import type { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Nothing is drawn for work that is over sooner. */
const quietMilliseconds = 700;

/**
 * A progress bar on standard error, for work that lasts and only where a person watches. Where the total is unknown
 * it counts without one.
 */
export class ProgressBar {
  private readonly stream: NodeJS.WriteStream | undefined;
  private readonly title: string;
  private readonly startedAt = performance.now();
  private bar: SingleBar | undefined;
  private opening: Promise<void> | undefined;
  private ended = false;

  constructor(terminal: Terminal, title: string) {
    this.stream = terminal.progressStream;
    this.title = title;
  }

  update(done: number, total: number | undefined, note = ''): void {
    if (this.stream === undefined || performance.now() - this.startedAt < quietMilliseconds) return;
    this.opening ??= this.open();
    this.bar?.setTotal(total ?? Math.max(done, 1));
    this.bar?.update(done, { note });
  }

  end(): void {
    this.ended = true;
    this.bar?.stop();
  }

  private async open(): Promise<void> {
    const { SingleBar } = await import('cli-progress');
    if (this.ended) return;
    this.bar = new SingleBar({
      stream: this.stream!,
      format: `${this.title} [{bar}] {percentage}%  {note}`,
      hideCursor: true,
      clearOnComplete: true,
    });
    this.bar.start(1, 0, { note: '' });
  }
}
