import type { LedgerHead } from '@tallystick/ledger';
import { Projector, type ProjectorOptions } from './projection/projector.js';

/** What the read models ask of a projector, in this thread or in another. */
export interface ProjectorControl {
  /** Looks at the ledger now, because somebody waits for a position. */
  look(agreement: string, position: number): void;
  /** Rows at an earlier position, in a file that the caller takes away with its folder. */
  projectAt(head: LedgerHead): Promise<string>;
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** A projector in this thread; its work keeps the thread busy. */
export function projectorHere(options: ProjectorOptions): ProjectorControl {
  const projector = new Projector(options);
  projector.start();
  return {
    look: (agreement, position) => projector.look(agreement, position),
    projectAt: (head) => projector.projectAt(head),
    rebuild: () => projector.rebuild(),
    close: () => projector.close(),
  };
}
