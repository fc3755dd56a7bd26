import { readSealedStatement, type SealedStatement } from '@tallystick/engine';
import { invariant } from '@tallystick/errors';
import { readPositions } from './read-positions.js';
import type { Services } from '../../services.js';
import {
  type IssuedStatement,
  issuedStatements,
  statementUnknown,
} from '../../statements/issued-statements.js';
import { evidenceAtHead } from '../ledger-evidence.js';
import { type Dispute, disputeOf } from './dispute.js';
import { factIdsIn, factsBehind } from './facts-behind.js';

/** What a pack is made of, as the ledger has it. */
export interface PackBasis {
  readonly issued: IssuedStatement;
  readonly statement: SealedStatement;
  /** The statements sealed for earlier periods, oldest first. */
  readonly earlier: readonly IssuedStatement[];
  readonly dispute: Dispute | undefined;
  /** Where the facts of the pack stand in the ledger, by id. */
  readonly positions: ReadonlyMap<string, number>;
}

export interface BasisQuery {
  readonly agreement: string;
  readonly period: string;
  readonly invoice?: string | undefined;
}

/**
 * Finds what belongs into a pack: the facts behind the figures, the seal, the facts that name keys; for a dispute those of the
 * invoice, its claims and the later statements that adjust the period.
 * @throws TallyError `agreement-unknown`, `statement-unknown`, `invoice-unknown`.
 */
export async function packBasis(services: Services, query: BasisQuery): Promise<PackBasis> {
  const { agreement, period, invoice } = query;
  const { signingKeys, cosigningKeys } = await evidenceAtHead(services, agreement);
  const head = await services.ledger.head(agreement);
  invariant(head !== undefined, 'a ledger that was read has a head');
  const all: IssuedStatement[] = [];
  for await (const issued of issuedStatements(services, agreement, head.position)) all.push(issued);
  const at = all.findIndex(({ seal }) => seal.period === period);
  const issued = all[at];
  if (issued === undefined) {
    throw statementUnknown(
      agreement,
      period,
      all.map(({ seal }) => seal.period),
    );
  }
  const statement = readSealedStatement(issued.seal.statement);
  const dispute =
    invoice === undefined
      ? undefined
      : await disputeOf(services, { agreement, period, invoice, position: head.position });
  const ids = new Set([...factsBehind(statement), issued.seal.id]);
  if (dispute !== undefined) {
    const { comparison, claims, adjustmentsSince } = dispute;
    const disputed = {
      invoice: comparison.invoice,
      steps: comparison.invoice.steps,
      claims,
      adjustmentsSince,
    };
    for (const id of factIdsIn(disputed)) ids.add(id);
  }
  const positions = new Map(await readPositions(services, agreement, [...ids]));
  for (const { position } of [...signingKeys, ...cosigningKeys])
    positions.set(`key at ${position}`, position);
  return { issued, statement, earlier: all.slice(0, at), dispute, positions };
}
