import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LedgerHead } from '@tallystick/ledger';
import { LeastRecent } from '../least-recent.js';
import type { ProjectorControl } from '../projector-control.js';
import type { PastSource } from './question.js';

/**
 * The rows as they were at earlier positions: files that are made when they are asked for, and kept for as long as they are
 * among those used lately.
 */
export class PastKnowledge {
  private readonly sources: LeastRecent<PastSource>;
  private readonly builds = new Map<string, Promise<PastSource>>();

  /** @param most how many to keep. */
  constructor(
    private readonly projector: Pick<ProjectorControl, 'projectAt'>,
    most: number,
  ) {
    // Who reads it just now has it open, and reads on.
    this.sources = new LeastRecent(most, remove);
  }

  async at(head: LedgerHead): Promise<PastSource> {
    const name = `${head.agreement}\n${head.chainHash}`;
    const kept = this.sources.get(name);
    if (kept !== undefined) return kept;
    // Several questions about one past are answered by one build of it.
    const begun = this.builds.get(name);
    if (begun !== undefined) return begun;
    const build = this.build(name, head);
    this.builds.set(name, build);
    try {
      return await build;
    } finally {
      this.builds.delete(name);
    }
  }

  close(): void {
    this.sources.clear();
  }

  private async build(name: string, head: LedgerHead): Promise<PastSource> {
    const { agreement, position, chainHash: chain } = head;
    const file = await this.projector.projectAt(head);
    const source = { agreement, position, chain, file };
    this.sources.set(name, source);
    return source;
  }
}

function remove({ file }: PastSource): void {
  rmSync(dirname(file), { recursive: true, force: true });
}
