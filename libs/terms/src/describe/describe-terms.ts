import type { Obligation, Responsibility } from '../model/obligation.js';
import type { Terms } from '../model/terms.js';
import { describeCalendar } from './describe-calendar.js';
import { describeClock } from './describe-clock.js';
import { describeExit } from './describe-exit.js';
import { describeFrame } from './describe-frame.js';
import { describeCharge, describeCredits, describeEarnBack } from './describe-money.js';
import {
  describeAccountability,
  describeEscalation,
  describeObligation,
  describeRelief,
  describeResponsibility,
} from './describe-obligation.js';
import { describeServiceLevel } from './describe-service-level.js';
import { describeReferences } from './references.js';

/** One clause in words. */
export interface ClauseInWords {
  readonly id: string;
  /** Where it stands on paper. */
  readonly clause: string | undefined;
  /** Whole sentences. */
  readonly lines: readonly string[];
}

export interface TermsInWords {
  readonly heading: string;
  readonly clauses: readonly ClauseInWords[];
}

/** The terms in words, for people: what is promised, what a miss costs, when there is a right to leave. */
export function describeTerms(terms: Terms): readonly TermsInWords[] {
  const sections: TermsInWords[] = [
    {
      heading: terms.title,
      clauses: [{ id: terms.agreement, clause: undefined, lines: describeFrame(terms) }],
    },
    section(terms, 'Charges', terms.charges, (charge) => describeCharge(charge, terms)),
    section(terms, 'Calendars', terms.calendars, describeCalendar),
    section(terms, 'Clocks', terms.clocks, describeClock),
    section(terms, 'Service levels', terms.serviceLevels, (level) => describeServiceLevel(level, terms)),
    {
      heading: 'Credits',
      clauses: [
        {
          id: 'credits',
          clause: terms.credits.clause,
          lines: [...describeCredits(terms), ...describeReferences(terms.credits, terms)],
        },
      ],
    },
    section(terms, 'Earn-back', terms.earnBacks, (earnBack) => describeEarnBack(earnBack, terms)),
    section(terms, 'Obligations', ofKind(terms.obligations, 'obligation'), (each) =>
      describeObligation(each, terms),
    ),
    section(terms, 'Reviews', ofKind(terms.obligations, 'review'), (each) => describeObligation(each, terms)),
    section(terms, 'Escalation', terms.escalations, (escalation) => describeEscalation(escalation, terms)),
    section(terms, 'Exit', terms.exits, (exit) => describeExit(exit, terms)),
    {
      heading: 'Relief',
      clauses: [
        {
          id: 'relief',
          clause: terms.relief.clause,
          lines: [...describeRelief(terms.relief), ...describeReferences(terms.relief, terms)],
        },
      ],
    },
    section(terms, 'Responsibilities', byId(terms.responsibilities), describeResponsibility),
    {
      heading: 'Accountability',
      clauses: [
        { id: 'accountability', clause: undefined, lines: describeAccountability(terms.accountability) },
      ],
    },
  ];
  return sections.filter(({ clauses }) => clauses.length > 0);
}

function section<Clause extends { readonly id: string; readonly clause: string | undefined }>(
  terms: Terms,
  heading: string,
  clauses: ReadonlyMap<string, Clause>,
  describe: (clause: Clause) => readonly string[],
): TermsInWords {
  const inWords = [...clauses.values()].map((clause) => ({
    id: clause.id,
    clause: clause.clause,
    lines: [...describe(clause), ...describeReferences(clause, terms)],
  }));
  return { heading, clauses: inWords };
}

function ofKind(obligations: Terms['obligations'], kind: Obligation['kind']): Terms['obligations'] {
  return new Map([...obligations].filter(([, obligation]) => obligation.kind === kind));
}

/** A responsibility is named by its area. */
function byId(
  responsibilities: Terms['responsibilities'],
): ReadonlyMap<string, Responsibility & { readonly id: string }> {
  return new Map([...responsibilities].map(([area, each]) => [area, { ...each, id: area }]));
}
