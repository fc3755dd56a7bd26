import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';

/** The ledger's head as it was when `position` was its last fact. */
export async function headAt(
  services: Pick<Services, 'ledger'>,
  head: LedgerHead,
  position: number,
): Promise<LedgerHead> {
  if (position === head.position) return head;
  return services.ledger.headAt(head.agreement, position);
}
