import { TallyError } from '@tallystick/errors';
import { formatLocalDate } from '@tallystick/quantities';
import type { Terms, TermsInForce } from '@tallystick/terms';
import type { AgreementState } from '../history/agreement-state.js';
import { governingVersion, midPeriodOf } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import type { ComparedPeriods } from './simulated-range.js';
import type { SimulatedFrame } from './simulation.js';

/** Terms that nobody has agreed to yet. */
export interface ProposedTerms {
  /** Whole terms, as if they had been signed instead of everything recorded; or one more amendment of those recorded. */
  readonly kind: 'terms' | 'amendment';
  /** What the document is called: its file, the amendment. */
  readonly name: string;
  /** What they come to on every day of the term. */
  readonly inForce: TermsInForce;
}

/**
 * Refuses terms whose figures cannot be held against those recorded.
 * @throws TallyError `proposal-refused` for another agreement or another currency.
 */
export function refuseUnlike(recorded: TermsInForce, { inForce, name }: ProposedTerms): void {
  const [was, is] = [recorded.versions[0]!.terms, inForce.versions[0]!.terms];
  if (was.agreement !== is.agreement) {
    throw refusal(
      name,
      'agreement',
      `They are terms of "${is.agreement}", and the facts are those of "${was.agreement}".`,
      `Write \`agreement: ${was.agreement}\`, or name the agreement that they are for.`,
    );
  }
  const codes = currenciesOf(recorded);
  const others = currenciesOf(inForce).filter((code) => code !== codes[0]);
  if (codes.length > 1 || others.length > 0) {
    throw refusal(
      name,
      'currency',
      `They are in ${currenciesOf(inForce).join(', ')}, the recorded ones in ${codes.join(', ')}; amounts in different currencies have no difference.`,
      `Write the amounts in ${codes[0]!}.`,
    );
  }
}

/** What the two say differently about time and rounding over the periods compared: figures may differ for that alone. */
export function frameOf(
  recorded: AgreementState,
  proposed: AgreementState,
  compared: ComparedPeriods,
): SimulatedFrame[] {
  const [was, is] = [recorded.terms.versions[0]!.terms, proposed.terms.versions[0]!.terms];
  const all: SimulatedFrame[] = [
    { what: 'timezone', recorded: was.timezone, proposed: is.timezone },
    { what: 'term', recorded: termText(recorded.terms), proposed: termText(proposed.terms) },
    { what: 'period', recorded: periodText(was), proposed: periodText(is) },
    {
      what: 'rounding',
      recorded: saidOver(
        compared.recorded,
        (period) => governingVersion(recorded.terms, period).terms.rounding,
      ),
      proposed: saidOver(
        compared.proposed,
        (period) => governingVersion(proposed.terms, period).terms.rounding,
      ),
    },
    {
      what: 'mid-period',
      recorded: saidOver(compared.recorded, (period) => midPeriodOf(recorded.terms, period)),
      proposed: saidOver(compared.proposed, (period) => midPeriodOf(proposed.terms, period)),
    },
  ];
  return all.filter((one) => one.recorded !== one.proposed);
}

function saidOver(periods: readonly Period[], said: (period: Period) => string): string {
  return [...new Set(periods.map(said))].join(', then ');
}

function currenciesOf({ versions }: TermsInForce): string[] {
  return [...new Set(versions.map(({ terms }) => terms.currency.code))];
}

function termText({ versions }: TermsInForce): string {
  const { to } = versions.at(-1)!;
  return `${formatLocalDate(versions[0]!.from)} to ${to === undefined ? 'its end' : formatLocalDate(to)}`;
}

function periodText({ period: { every, anchor } }: Terms): string {
  return anchor === undefined ? every : `${every}, one of them from ${formatLocalDate(anchor)}`;
}

function refusal(name: string, place: string, problem: string, mend: string): TallyError {
  return new TallyError('proposal-refused', `${name} cannot be replayed over what is recorded. ${problem}`, [
    { place, problem, mend },
  ]);
}
