import {
  AmendmentDocument,
  ChangeTerms,
  PartiesChange,
  RemoveTerms,
  RestartTerms,
  TermChange,
} from '../../amendments/amendment-document.js';
import { table, yaml } from './helpers.js';

export function amendmentsSection(): string {
  return `## Amendments

An amendment is a document of its own. Clauses are written whole and replace those of their id, responsibilities those of their area;
\`credits\`, \`relief\` and \`accountability\` are replaced as wholes.

${table(AmendmentDocument)}

### \`change\`

${table(ChangeTerms)}

#### \`change.term\`

${table(TermChange)}

#### \`change.parties\`

${table(PartiesChange)}

### \`remove\`

${table(RemoveTerms)}

### \`restartHistory\`

A service level or an exit clause that keeps its id keeps its history: runs, windows, gates and counts go on over the change. Those
that are named here start afresh on the first day on which the amendment is in force; what came before still stands in the statements.

${table(RestartTerms)}

${yaml(`amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-07-01
executedAt: 2025-06-12
clause: Amendment 1, 2
change:
  charges:
    - { id: managed, amount: "19250.00", per: month, prorate: days }
  serviceLevels:
    - id: email-availability
      clause: Schedule 2, 4 as amended
      measure: { kind: availability, service: email, calendar: always, exclude: [maintenance] }
      target: { atLeast: 99.95 }
      credit: { perUnit: { each: 0.05, round: ceil, percent: 2 }, of: [managed] }
  obligations:
    - { id: monthly-report, owedBy: provider, due: { each: period, within: 5 business days after end } }
  responsibilities:
    - { area: internet line, owner: provider }
remove:
  exit: [credits-heavy]
  reviews: [monthly-service-review]
restartHistory: { serviceLevels: [email-availability] }`)}

A correction says that the terms never meant what they said; it is in force from the start of what it corrects:

${yaml(`amendment: C1
agreement: acme-northwind
kind: correction
corrects: agreement
executedAt: 2025-06-12
change:
  charges:
    - { id: internet, amount: "1150.00", per: month, passThrough: true }`)}

On a local date the terms are those signed, then every amendment whose \`effectiveFrom\` has come, in the order of their
\`effectiveFrom\`, and those of one day in the order in which they were recorded. A rescission takes an amendment out from a date
on, or altogether, and with it what corrects that amendment. The id of the agreement, its semantics, time zone, currency,
period and parties cannot change, and the term can be extended but not cut short: periods that have been stated would have no
meaning any more.`;
}

/** Rows of the table of differences from the first sketch of the language. */
export const amendmentsDifferences = `| \`kind: amendment\` or \`correction\` with \`corrects\` | a back-dated amendment | a correction follows what it corrects, also when that is rescinded |
| \`restartHistory\` | a new id | a changed level keeps its name, and the parties say whether its past still counts |`;
