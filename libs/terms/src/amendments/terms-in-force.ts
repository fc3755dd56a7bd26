import type { ZoneTable } from '@tallystick/calendar';
import { documentError, type PlaceOf } from '@tallystick/documents';
import { TallyError } from '@tallystick/errors';
import { type DayNumber, formatLocalDate } from '@tallystick/quantities';
import { loadTerms, loadTermsAs } from '../loading/load-terms.js';
import type { Terms, TermsEntry, TermsInForce, TermsVersion } from '../model/terms.js';
import { applyAmendment, type AppliedAmendment } from './apply-amendment.js';
import { type PlacedAmendment, placeAmendments } from './place-amendments.js';

/**
 * The terms as known at one ledger position: for each local date the signed terms, then every amendment in force on it,
 * by its start and then in ledger order (design 2, "Terms in force").
 *
 * @param entries the facts about the terms up to that position, in ledger order.
 * @param placeOf where a path of the last amendment stands in its file, for errors.
 * @throws TallyError `terms-invalid`; `amendment-invalid` where an amendment does not fit, or leads to terms with errors.
 */
export function termsInForce(
  entries: readonly TermsEntry[],
  zones: ZoneTable,
  placeOf?: PlaceOf,
): TermsInForce {
  const [first, ...later] = entries;
  if (first?.kind !== 'signed') {
    throw new TallyError('agreement-unknown', 'No agreement is signed among these facts.');
  }
  const signed = loadTerms(first.terms, zones);
  const amendments = placeAmendments(signed, later, placeOf);
  const days = new Set<DayNumber>([signed.term.from]);
  for (const { start, until } of amendments) {
    days.add(start);
    if (until !== undefined) days.add(until);
  }
  const sorted = [...days].sort((a, b) => a - b);
  const build = new VersionBuilder(signed, first.factId, amendments, zones, placeOf);
  return Object.freeze(timeline(sorted.map((day) => build.versionFrom(day))));
}

type OpenVersion = Omit<TermsVersion, 'to'>;

/** Closes each version on the day before the next, joins those made of the same sources, and ends with the term. */
function timeline(open: readonly OpenVersion[]): TermsInForce {
  const versions: TermsVersion[] = [];
  const changing = open.filter((version, index) => {
    const previous = open[index - 1];
    return previous === undefined || !sameSources(previous, version);
  });
  for (const [index, version] of changing.entries()) {
    const next = changing[index + 1];
    const end = version.terms.term.to;
    // A rescinded extension may leave days that no terms cover any more: the agreement had ended by then.
    if (end !== undefined && version.from > end) break;
    const closes = next === undefined ? end : next.from - 1;
    const to = end === undefined ? closes : closes === undefined ? end : Math.min(closes, end);
    versions.push(Object.freeze({ ...version, to }));
    if (to !== closes) break;
  }
  return { versions: Object.freeze(versions), on: (date) => versionOn(versions, date) };
}

function sameSources(a: OpenVersion, b: OpenVersion): boolean {
  return (
    a.sources.length === b.sources.length &&
    a.sources.every((source, index) => source.factId === b.sources[index]!.factId)
  );
}

function versionOn(versions: readonly TermsVersion[], date: DayNumber): TermsVersion {
  const found = versions.find(
    (version) => version.from <= date && (version.to === undefined || date <= version.to),
  );
  if (found !== undefined) return found;
  const [from, to] = [versions[0]!.from, versions.at(-1)!.to];
  const until = to === undefined ? '' : ` to ${formatLocalDate(to)}`;
  throw new TallyError(
    'period-invalid',
    `No terms are in force on ${formatLocalDate(date)}: the term runs from ${formatLocalDate(from)}${until}.`,
  );
}

/** Applies amendments one after the other and keeps what each chain of them came to. */
class VersionBuilder {
  private readonly applied = new Map<string, Applied>();

  constructor(
    private readonly signed: Terms,
    private readonly signedFactId: string,
    private readonly amendments: readonly PlacedAmendment[],
    private readonly zones: ZoneTable,
    private readonly placeOf: PlaceOf | undefined,
  ) {}

  /** The terms from a day on, until something begins or ends. */
  versionFrom(from: DayNumber): OpenVersion {
    const inForce = this.amendments.filter(
      ({ start, until }) => start <= from && (until === undefined || from < until),
    );
    let result: Applied = { terms: this.signed };
    const chain: PlacedAmendment[] = [];
    for (const amendment of inForce) {
      chain.push(amendment);
      const key = chain.map(({ factId }) => factId).join(' ');
      const known = this.applied.get(key) ?? this.apply(result.terms, amendment, from);
      this.applied.set(key, known);
      result = known;
    }
    const sources = [
      Object.freeze({ factId: this.signedFactId, kind: 'signed', name: this.signed.agreement } as const),
      ...inForce.map(({ factId, amendment }) =>
        Object.freeze({ factId, kind: amendment.kind, name: amendment.id }),
      ),
    ];
    const restarts = inForce
      .filter(({ start }) => start === from)
      .flatMap(({ amendment }) => amendment.restarts);
    return { from, terms: result.terms, restarts: new Set(restarts), sources: Object.freeze(sources) };
  }

  private apply(before: Terms, placed: PlacedAmendment, day: DayNumber): Applied {
    const applied = applyAmendment(before.document, placed.amendment.document);
    const placeOf = placed.isLast ? this.placeOf : undefined;
    if (applied.problems.length > 0) throw documentError('amendment-invalid', applied.problems, placeOf);
    const terms = this.load(applied, placed, placeOf);
    if (day === placed.start) checkInTerm(before, terms, placed, placeOf);
    return { terms };
  }

  private load(applied: AppliedAmendment, placed: PlacedAmendment, placeOf: PlaceOf | undefined): Terms {
    const origin = (path: string): string => {
      const written = applied.origin(path);
      const place = written === undefined ? undefined : placeOf?.(written);
      const by = `the terms that amendment ${placed.amendment.id} leads to`;
      return place === undefined ? by : `${by}; ${place}`;
    };
    return loadTermsAs('amendment-invalid', applied.document, this.zones, origin);
  }
}

interface Applied {
  readonly terms: Terms;
}

/** An amendment begins within the term, or with the day after its end where it extends it. */
function checkInTerm(
  before: Terms,
  after: Terms,
  { start }: PlacedAmendment,
  placeOf: PlaceOf | undefined,
): void {
  const { to } = before.term;
  if (to === undefined || start <= to) return;
  if (start === to + 1 && after.term.to !== undefined && start <= after.term.to) return;
  const problem = `It is in force from ${formatLocalDate(start)}, after the term has ended on ${formatLocalDate(to)}.`;
  const mend = `Extend the term from ${formatLocalDate(to + 1)} or earlier, or sign a new agreement.`;
  throw documentError('amendment-invalid', [{ path: 'effectiveFrom', problem, mend }], placeOf);
}
