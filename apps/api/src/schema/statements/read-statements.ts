import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { resolveKnownAt } from '@tallystick/application';
import { GetSealedStatement, GetStatement } from '@tallystick/application-nest';
import { canonicalJson, readRecordedFact } from '@tallystick/facts';
import { readStatement, type Statement as EngineStatement } from '@tallystick/engine';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { given, waitUntil } from '../common/index.js';
import { presentStatement } from './present-statement.js';
import type { Statement } from './statement.js';

/** Which statement of a period. */
export interface StatementWanted {
  readonly agreement: string;
  readonly period: string;
  readonly as: 'sealed' | 'as-known';
  readonly knownAt?: string | null | undefined;
  readonly valuedAt?: string | null | undefined;
  readonly waitFor?: number | null | undefined;
}

/** Statements: as known now from the read models, as known before or valued otherwise worked out, as sealed from their seal. */
@Injectable()
export class StatementReader {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  /** @throws TallyError `statement-unknown`, `period-invalid`, `ledger-position-unknown`, `projection-behind`. */
  async read(wanted: StatementWanted): Promise<Statement> {
    const { readModels } = this.surroundings;
    const { agreement, period, as, knownAt, valuedAt } = given(wanted);
    await waitUntil(readModels, agreement, wanted.waitFor);
    if (as === 'sealed') return this.sealed(agreement, period, knownAt);
    if (knownAt === undefined && valuedAt === undefined) {
      const current = await readModels.statement(agreement, period);
      if (current !== undefined && isOver(current)) return presentStatement(current, { as });
    }
    const query = new GetStatement({ agreement, period, knownAt, valuedAt });
    return presentStatement(await this.queries.execute(query), { as });
  }

  private async sealed(agreement: string, period: string, knownAt: string | undefined): Promise<Statement> {
    const { readModels, services } = this.surroundings;
    const [row] = await readModels.byKeys('periods', [[agreement, period]]);
    const position = row?.sealPosition ?? undefined;
    if (position !== undefined && (await this.isKnown(agreement, position, knownAt))) {
      const [recorded] = await services.ledger.factsAt(agreement, [position]);
      const seal = recorded === undefined ? undefined : readRecordedFact(recorded.text);
      if (seal?.type === 'StatementIssued') {
        return presentStatement(readStatement(seal.statement), {
          as: 'sealed',
          sealedText: canonicalJson(seal.statement),
        });
      }
    }
    // The read model may not have come as far as the seal; the ledger has the last word.
    const query = new GetSealedStatement({ agreement, period, knownAt });
    return presentStatement(await this.queries.execute(query), { as: 'sealed' });
  }

  private async isKnown(agreement: string, position: number, knownAt: string | undefined): Promise<boolean> {
    if (knownAt === undefined) return true;
    return position <= (await resolveKnownAt(this.surroundings.services, agreement, knownAt)).position;
  }
}

/**
 * Read models value all periods at the last fact; a statement of a period that still runs is valued at its end. Of
 * those that are over, both are the same instant.
 */
function isOver({ period, valuedAt }: EngineStatement): boolean {
  return valuedAt >= period.endsAt;
}
