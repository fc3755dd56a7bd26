import type { AuthoredText } from '../authored-text.js';

/**
 * A small agreement in which both parties have something to do: one level with a credit of 5 or 10 percent of 10 000, an
 * exit right with a cure, an obligation with acceptance, relief that the client decides within days.
 * @param claim the claim rule of credits.
 */
export function twoPartyTerms(claim = 'automatic'): AuthoredText {
  return {
    name: 'two-party.yaml',
    text: `
semantics: 1
agreement: two-party
title: An agreement of two parties
parties: { client: Client Ltd, provider: Provider Ltd }
timezone: UTC
currency: GBP
term: { from: 2025-01-01, to: 2025-12-31 }
period: { every: month }
midPeriod: start
priorities: [P1]
charges:
  - { id: managed, clause: '1', title: Managed services, amount: '10000.00', per: month }
  - { id: line, clause: '2', title: Internet line, amount: '1200.00', per: month, passThrough: true }
calendars:
  - { id: always, hours: 24x7 }
serviceLevels:
  - id: email
    clause: '3'
    measure: { kind: availability, service: email, calendar: always, exclude: [relief] }
    target: { atLeast: '99.9' }
    credit: { bands: [{ below: 99, percent: 10 }, { below: '99.9', percent: 5 }], of: [managed] }
credits: { claim: ${claim} }
exit:
  - id: email-down
    clause: '4'
    when: { serviceLevel: email, below: expected, times: 1, of: 3 periods }
    cure: 10 calendar days
    exerciseWithin: 60 calendar days
    notice: 30 calendar days
obligations:
  - id: report
    clause: '5'
    owedBy: provider
    due: { each: period, within: 10 calendar days after end }
    acceptance: required
relief: { clause: '6', claimWithin: 20 calendar days, outOfTime: may-be-granted }
`,
  };
}
