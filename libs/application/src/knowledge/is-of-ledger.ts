import type { Ledger, LedgerHead } from '@tallystick/ledger';

/** Facts that something was made of: all up to a position, and the ledger's chain hash there. */
interface MadeOf {
  readonly position: number;
  readonly chain: string;
}

/**
 * Whether what was made of the facts up to a position is of the ledger that `head` is of, and of no facts beyond it: a
 * restored ledger may have been put in the place of another.
 */
export async function isOfLedger(
  ledger: Pick<Ledger, 'headAt'>,
  head: LedgerHead,
  { position, chain }: MadeOf,
): Promise<boolean> {
  if (position < 0) return true;
  if (position > head.position) return false;
  if (position === head.position) return head.chainHash === chain;
  return (await ledger.headAt(head.agreement, position)).chainHash === chain;
}
