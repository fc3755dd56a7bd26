import { Inject, Injectable } from '@nestjs/common';
import { strangersError } from '@tallystick/access';
import type { LedgerHead } from '@tallystick/application';
import { formatLocalDate } from '@tallystick/quantities';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { globalId, loaderOf, present } from '../common/index.js';
import { TermsReader } from '../terms/terms-reader.js';
import { Agreement } from './agreement.types.js';

const headLoader = Symbol('heads of agreements');

/** Agreements as the schema shows them. Whoever calls has checked that the asker may read them. */
@Injectable()
export class AgreementReader {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(TermsReader) private readonly terms: TermsReader,
  ) {}

  /** @throws TallyError `agreement-unknown`, as a stranger is told, where nothing is recorded of it. */
  async read(name: string, context: RequestContext): Promise<Agreement> {
    const head = await this.head(name, context);
    if (head === undefined) throw strangersError();
    return this.show(head);
  }

  /** The heads of those that are recorded, all in one read. */
  async heads(names: readonly string[]): Promise<readonly LedgerHead[]> {
    const wanted = new Set(names);
    return (await this.surroundings.services.ledger.agreements()).filter(({ agreement }) =>
      wanted.has(agreement),
    );
  }

  async show(head: LedgerHead): Promise<Agreement> {
    const { agreement, position } = head;
    const { inForce } = await this.terms.knownAt(agreement, position);
    const { terms } = inForce.versions.at(-1)!;
    const data = {
      id: globalId('Agreement', agreement),
      name: agreement,
      title: terms.title,
      parties: { ...terms.parties, others: Object.fromEntries(terms.parties.others) },
      term: {
        from: formatLocalDate(inForce.versions[0]!.terms.term.from),
        to: terms.term.to === undefined ? null : formatLocalDate(terms.term.to),
      },
      currency: terms.currency,
      timezone: terms.timezone,
      head,
    };
    return present(Agreement, data, {
      agreement,
      currency: terms.currency.code,
      knownAt: position,
      termsDigest: terms.digest,
    });
  }

  private head(name: string, context: RequestContext): Promise<LedgerHead | undefined> {
    return loaderOf<string, LedgerHead | undefined>(context, headLoader, () => ({
      immutable: false,
      keyOf: (key) => key,
      read: async (names) => {
        if (names.length === 1) return [await this.surroundings.services.ledger.head(names[0]!)];
        const found = new Map((await this.heads(names)).map((head) => [head.agreement, head]));
        return names.map((each) => found.get(each));
      },
    })).load(name);
  }
}
