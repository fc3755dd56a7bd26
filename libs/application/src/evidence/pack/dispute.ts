import { type Adjustment, type LineClaim, readStatement } from '@tallystick/engine';
import { readKnowledge } from '../../knowledge/read-knowledge.js';
import { statementOf } from '../../statements/make-statement.js';
import { compareInvoiceOf, type InvoiceComparisonView } from '../../invoices/invoice-views.js';
import type { Services } from '../../services.js';

/** A credit of the period, and how it stands with regard to being claimed. */
interface DisputedClaim {
  readonly id: string;
  readonly clause: string | null;
  /** As priced, and what is owed of it as known. */
  readonly priced: string;
  readonly owed: string;
  readonly claim: LineClaim;
}

/** What a later statement changed of the period. */
interface LaterAdjustment {
  readonly statedIn: string;
  readonly statedBy: string;
  readonly adjustment: Adjustment;
}

/** What an invoice is held against, as known at one position of the ledger. */
export interface Dispute {
  readonly asKnownAt: number;
  readonly comparison: InvoiceComparisonView;
  readonly claims: readonly DisputedClaim[];
  readonly adjustmentsSince: readonly LaterAdjustment[];
}

/**
 * An invoice line by line against the terms, the claims of the period's credits with their deadlines, and what later statements
 * adjusted of the period.
 * @throws TallyError `invoice-unknown`.
 */
export async function disputeOf(
  services: Services,
  query: {
    readonly agreement: string;
    readonly period: string;
    readonly invoice: string;
    readonly position: number;
  },
): Promise<Dispute> {
  const { agreement, period, invoice, position } = query;
  const knownAt = String(position);
  const comparison = await compareInvoiceOf(services, { agreement, invoice, knownAt });
  const { timeline } = await readKnowledge(services, agreement, knownAt);
  const now = await statementOf(services, { agreement, period, knownAt });
  return {
    asKnownAt: position,
    comparison,
    claims: now.credits.lines
      .filter(({ claim }) => claim.status !== 'not-needed')
      .map(({ id, clause, amount, owed, claim }) => ({ id, clause, priced: amount, owed, claim })),
    adjustmentsSince: timeline.issuedStatements.flatMap(({ fact }) =>
      readStatement(fact.statement)
        .adjustments.filter((adjustment) => adjustment.period === period)
        .map((adjustment) => ({ statedIn: fact.period, statedBy: fact.id, adjustment })),
    ),
  };
}
