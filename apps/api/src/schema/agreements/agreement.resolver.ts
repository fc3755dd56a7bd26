import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { resolveKnownAt, type TermsInForce } from '@tallystick/application';
import { ListStatements } from '@tallystick/application-nest';
import { parseLocalDate } from '@tallystick/quantities';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { loadFacts } from '../because/facts.resolver.js';
import { Fact } from '../because/fact.js';
import {
  type ConnectionShape,
  given,
  globalId,
  KnownAtArguments,
  PageArguments,
  pageOfList,
  present,
  provenanceOf,
  requirePageSize,
  WaitForArguments,
  waitUntil,
} from '../common/index.js';
import { Instant, LocalDate, Period } from '../scalars/index.js';
import { StatementReader } from '../statements/read-statements.js';
import { Statement, StatementBasis } from '../statements/statement.js';
import { type KnownTerms, TermsReader } from '../terms/terms-reader.js';
import { TermsVersion, termsVersionData } from '../terms/terms.types.js';
import {
  Agreement,
  type AgreementPeriod,
  AgreementPeriodConnection,
  IssuedStatement,
  IssuedStatementConnection,
  TermsFact,
} from './agreement.types.js';
import { shownPeriod } from './shown-period.js';

/** What an agreement holds. The agreement itself was checked. */
@Resolver(() => Agreement)
export class AgreementResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(TermsReader) private readonly termsReader: TermsReader,
    @Inject(StatementReader) private readonly statementReader: StatementReader,
  ) {}

  @ResolveField(() => TermsVersion, {
    description: 'The terms in force on a day. A day outside the term is the error `period-invalid`.',
    complexity: 2,
  })
  async terms(
    @Parent() agreement: Agreement,
    @Args('on', { type: () => LocalDate, nullable: true, description: 'The day; absent: the last version.' })
    on: string | null,
    @Args() known: KnownAtArguments,
  ): Promise<TermsVersion> {
    const { inForce } = await this.knownTerms(agreement, known);
    const version = on ? inForce.on(parseLocalDate(on)) : inForce.versions.at(-1)!;
    return present(TermsVersion, termsVersionData(version), provenanceOf(agreement));
  }

  @ResolveField(() => [TermsVersion], {
    description: 'Every version of the terms, over all days of the term.',
    complexity: 5,
  })
  async versions(
    @Parent() agreement: Agreement,
    @Args() known: KnownAtArguments,
  ): Promise<readonly TermsVersion[]> {
    const { inForce } = await this.knownTerms(agreement, known);
    return shownVersions(agreement, inForce);
  }

  @ResolveField(() => [TermsFact], {
    description: 'The facts that say what the terms are and count: the signature, amendments, rescissions.',
    complexity: 5,
  })
  async amendments(
    @Parent() agreement: Agreement,
    @Args() known: KnownAtArguments,
  ): Promise<readonly TermsFact[]> {
    const { facts } = await this.knownTerms(agreement, known);
    return facts.map(({ position, fact }) =>
      present(TermsFact, termsFactData(position, fact), provenanceOf(agreement)),
    );
  }

  @ResolveField(() => AgreementPeriodConnection, {
    description: 'The periods that have begun, as known now, oldest first.',
  })
  async periods(
    @Parent() agreement: Agreement,
    @Args() page: PageArguments,
    @Args() { waitFor }: WaitForArguments,
  ): Promise<ConnectionShape<AgreementPeriod>> {
    const { readModels } = this.surroundings;
    await waitUntil(readModels, agreement.name, waitFor);
    const scope = { agreements: [agreement.name] };
    const { rows, hasNext, hasPrevious, asOf } = await readModels.page('periods', {
      ...scope,
      order: [{ by: 'period', direction: 'ascending' }],
      first: requirePageSize(page.first),
      after: given(page).after,
    });
    return {
      edges: rows.map(({ row, cursor }) => ({ cursor, node: shownPeriod(row, provenanceOf(agreement)) })),
      pageInfo: {
        hasNextPage: hasNext,
        hasPreviousPage: hasPrevious,
        startCursor: rows[0]?.cursor ?? null,
        endCursor: rows.at(-1)?.cursor ?? null,
      },
      get totalCount() {
        return readModels.count('periods', scope);
      },
      asOf: [...asOf].map(([name, position]) => ({ agreement: name, position })),
    };
  }

  @ResolveField(() => Statement, {
    description:
      'What a period comes to: as sealed, or as known. `statement-unknown`: it was not issued; `period-invalid`: there is no such period.',
    complexity: 10,
  })
  statement(
    @Parent() agreement: Agreement,
    @Args('period', { type: () => Period, description: 'The period.' }) period: string,
    @Args('as', {
      type: () => StatementBasis,
      defaultValue: 'as-known',
      description: 'As stated and sealed, or as known.',
    })
    as: 'sealed' | 'as-known',
    @Args() { knownAt, waitFor }: KnownAtArguments,
    @Args('valuedAt', {
      type: () => Instant,
      nullable: true,
      description:
        'When running clocks are read; absent: the later of the period’s end and the recording of the last fact known. Not for sealed ones.',
    })
    valuedAt?: string | null,
  ): Promise<Statement> {
    return this.statementReader.read({ agreement: agreement.name, period, as, knownAt, valuedAt, waitFor });
  }

  @ResolveField(() => IssuedStatementConnection, {
    description: 'The statements issued so far, in the order in which they were.',
    complexity: 5,
  })
  async statements(
    @Parent() agreement: Agreement,
    @Args() page: PageArguments,
    @Args() { knownAt, waitFor }: KnownAtArguments,
  ): Promise<ConnectionShape<IssuedStatement>> {
    const { name, head } = agreement;
    await waitUntil(this.surroundings.readModels, name, waitFor);
    const issued = await this.queries.execute(
      new ListStatements({ agreement: name, knownAt: knownAt ?? undefined }),
    );
    const { items, cursors, pageInfo } = pageOfList(issued, page);
    return {
      edges: items.map((each, index) => ({
        cursor: cursors[index]!,
        node: present(
          IssuedStatement,
          { ...each, id: globalId('IssuedStatement', name, each.period) },
          provenanceOf(agreement),
        ),
      })),
      pageInfo,
      totalCount: issued.length,
      asOf: [{ agreement: name, position: head.position }],
    };
  }

  @ResolveField(() => Fact, {
    nullable: true,
    description: 'A fact by its own id; null where none is recorded so.',
    complexity: 2,
  })
  async fact(
    @Parent() { name }: Agreement,
    @Args('factId', { type: () => String, description: 'The fact’s own id, a UUID.' }) factId: string,
    @Context() context: RequestContext,
  ): Promise<Fact | null> {
    const positions = await this.surroundings.services.ledger.positionsOf(name, [factId]);
    if (!positions.has(factId)) return null;
    const [fact] = await loadFacts(this.surroundings, context, name, [factId]);
    return fact ?? null;
  }

  private async knownTerms({ name }: Agreement, { knownAt, waitFor }: KnownAtArguments): Promise<KnownTerms> {
    const { services, readModels } = this.surroundings;
    await waitUntil(readModels, name, waitFor);
    const { position } = await resolveKnownAt(services, name, knownAt ?? undefined);
    return this.termsReader.knownAt(name, position);
  }
}

function shownVersions(agreement: Agreement, { versions }: TermsInForce): readonly TermsVersion[] {
  return versions.map((version) => present(TermsVersion, termsVersionData(version), provenanceOf(agreement)));
}

function termsFactData(position: number, fact: KnownTerms['facts'][number]['fact']): object {
  const common = { fact: fact.id, position, recordedAt: fact.recordedAt };
  switch (fact.type) {
    case 'TermsAmended':
      return {
        ...common,
        kind: 'amended',
        amendment: fact.amendment,
        effectiveFrom: fact.effectiveFrom,
      };
    case 'TermsRescinded':
      return {
        ...common,
        kind: 'rescinded',
        amendment: fact.amendment,
        effectiveFrom: fact.effectiveFrom ?? null,
      };
    default:
      return { ...common, kind: 'signed', amendment: null, effectiveFrom: null };
  }
}
