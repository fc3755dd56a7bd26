import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { strangersError } from '@tallystick/access';
import {
  type ContestsQuery,
  type InvoicesQuery,
  type ReliefsQuery,
  resolveKnownAt,
} from '@tallystick/application';
import {
  CompareInvoice,
  GetCreditsDue,
  ListClaimableCredits,
  ListContests,
  ListInvoices,
  ListReliefs,
} from '@tallystick/application-nest';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { present, type Provenance, waitUntil } from '../common/index.js';
import { Contest } from '../contests/contest.types.js';
import { ClaimableCredit } from '../invoices/invoice-payloads.js';
import { CreditsDue, Invoice } from '../invoices/invoice.types.js';
import { ReliefAtStake } from '../reliefs/relief.types.js';
import { withCurrency } from './at-stake.js';

/** The arguments of a read: what it is to know, and what it is to wait for. */
interface KnownAt {
  readonly knownAt?: string | null;
  readonly waitFor?: number | null;
}

/** What the flows have come to, read from the ledger itself. Whoever calls has checked that the asker may read it. */
@Injectable()
export class MoneyReader {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  /** The position of the last fact known. */
  async position(agreement: string, knownAt: KnownAt): Promise<number> {
    return (await this.provenance(agreement, knownAt)).knownAt;
  }

  async contests(agreement: string, knownAt: KnownAt, filter: Pick<ContestsQuery, 'status' | 'withMoney'>) {
    const provenance = await this.provenance(agreement, knownAt);
    const found = await this.queries.execute(new ListContests({ ...this.asOf(provenance), ...filter }));
    return found.map((one) =>
      present(Contest, { ...one, factId: one.fact, atStake: withCurrency(one.atStake) }, provenance),
    );
  }

  async reliefs(
    agreement: string,
    knownAt: KnownAt,
    filter: Pick<ReliefsQuery, 'state' | 'relief' | 'withMoney'>,
  ) {
    const provenance = await this.provenance(agreement, knownAt);
    const found = await this.queries.execute(new ListReliefs({ ...this.asOf(provenance), ...filter }));
    return found.map(({ money, ...relief }) =>
      present(
        ReliefAtStake,
        {
          relief,
          ifGranted: withCurrency(money?.ifGranted ?? null),
          ifWithout: withCurrency(money?.ifWithout ?? null),
        },
        provenance,
      ),
    );
  }

  async invoices(agreement: string, knownAt: KnownAt, filter: Pick<InvoicesQuery, 'state' | 'period'>) {
    const provenance = await this.provenance(agreement, knownAt);
    const found = await this.queries.execute(new ListInvoices({ ...this.asOf(provenance), ...filter }));
    return found.map((one) => present(Invoice, one, { ...provenance, currency: one.currency }));
  }

  /** @throws TallyError `invoice-unknown`. */
  async invoice(agreement: string, invoice: string, knownAt: KnownAt): Promise<Invoice> {
    const provenance = await this.provenance(agreement, knownAt);
    const found = await this.queries.execute(new CompareInvoice({ ...this.asOf(provenance), invoice }));
    return present(Invoice, found.invoice, { ...provenance, currency: found.currency });
  }

  async creditsDue(agreement: string, knownAt: KnownAt): Promise<CreditsDue> {
    const provenance = await this.provenance(agreement, knownAt);
    const found = await this.queries.execute(new GetCreditsDue(this.asOf(provenance)));
    return present(CreditsDue, found, { ...provenance, currency: found.currency });
  }

  async claimableCredits(agreement: string, period: string, knownAt: KnownAt, currency: string) {
    const provenance = { ...(await this.provenance(agreement, knownAt)), currency };
    const found = await this.queries.execute(new ListClaimableCredits({ ...this.asOf(provenance), period }));
    return found.map((one) => present(ClaimableCredit, one, provenance));
  }

  private asOf({ agreement, knownAt }: Provenance) {
    return { agreement, knownAt: String(knownAt) };
  }

  private async provenance(agreement: string, { knownAt, waitFor }: KnownAt): Promise<Provenance> {
    const { services, readModels } = this.surroundings;
    if ((await services.ledger.head(agreement)) === undefined) throw strangersError();
    await waitUntil(readModels, agreement, waitFor);
    const { position } = await resolveKnownAt(services, agreement, knownAt ?? undefined);
    return { agreement, currency: '', knownAt: position, termsDigest: undefined };
  }
}
