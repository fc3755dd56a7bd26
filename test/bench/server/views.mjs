/**
 * The five typical views: each a query and the variables that are asked in turn, so that no single answer is asked for
 * again and again. Filters stand in the query with variables for their values: a whole filter as a variable is not compiled. `answers` tells from one answer whether the view shows what it is there to show.
 */
import { agreements, largeAgreement } from './portfolio.mjs';

const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);
const tickets = Array.from({ length: 60 }, (_, index) => `INC${String(index * 13 + 1).padStart(7, '0')}`);

export const views = [
  {
    name: 'statement',
    query: `query Statement($agreement: String!, $period: Period!) {
      agreement(agreement: $agreement) {
        name title
        statement(period: $period) {
          digest valuedAt
          knownAt { position recordedAt }
          period { label from to days }
          settlement { credits { amount currency } bonuses { amount currency } adjustments { amount currency } total { amount currency } }
          charges { id title clause amount { amount currency } }
          serviceLevels {
            id title clause verdict belowMinimum volume misses missesInARow unit
            value { decimal numerator denominator }
            target { comparison expected minimum }
            credit { amount currency }
            because { rule clauses { id clause } operands { name value } }
          }
          credits { payable { amount currency } lines { id clause state amount { amount currency } owed { amount currency } } }
          exits { id clause state threshold reached distance unit }
        }
      }
    }`,
    variables: months.flatMap((period) =>
      [largeAgreement, agreements[7], agreements[31]].map((agreement) => ({ agreement, period })),
    ),
    answers: (data) => data.agreement.statement.serviceLevels.length === 6,
  },
  {
    name: 'breached tickets, page of 50',
    query: `query Breaches($agreements: [String!], $priority: String!, $month: String!) {
      breaches(agreements: $agreements, filter: { priority: { equals: $priority }, month: { atLeast: $month } }, orderBy: [{ by: BREACHED_AT, direction: DESCENDING }], first: 50) {
        edges { cursor node { agreement ticket serviceLevel clock priority service category startedAt dueAt stoppedAt breachedAt elapsed limit ball clause } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: months
      .slice(0, 6)
      .flatMap((month) =>
        ['P1', 'P2'].map((priority) => ({ agreements: [largeAgreement], month, priority })),
      ),
    answers: (data) => data.breaches.edges.length >= 20,
  },
  {
    name: 'exit dashboard, 50 agreements',
    query: `query Exits {
      exitRights(orderBy: [{ by: AGREEMENT }], first: 50) {
        edges { node { agreement exit clause state reached threshold distance unit since noticeBy exerciseBy endsOn } }
        pageInfo { hasNextPage }
      }
    }`,
    variables: [{}],
    answers: (data) => new Set(data.exitRights.edges.map(({ node }) => node.agreement)).size === 50,
  },
  {
    name: 'ticket timeline',
    query: `query Timeline($agreement: String!, $key: String!) {
      agreement(agreement: $agreement) {
        ticket(key: $key) {
          key type status priority service category openedAt
          ballInCourt { party from until length running }
          ballTotals { party held }
          clocks {
            clock serviceLevel priority startedAt stoppedAt due elapsed limit met breachedAt running paused verdict
            intervals { from until calendar elapsed }
            pauses { from until status reason counts }
            terms { digest from why }
          }
          facts(first: 50) { edges { node { type effectiveAt recordedAt position assertedBy { party actor } payload } } }
        }
      }
    }`,
    variables: tickets.map((key) => ({ agreement: largeAgreement, key })),
    answers: (data) => data.agreement.ticket.clocks.length > 0,
  },
  {
    name: 'aggregate by month',
    query: `query ByMonth($agreements: [String!], $level: String!) {
      clocksAggregate(agreements: $agreements, filter: { serviceLevel: { equals: $level } }, groupBy: [MONTH, PRIORITY], first: 100) {
        groups { key { month priority } count share(of: MET) mean(of: ELAPSED) percentile(of: ELAPSED, rank: 90) }
      }
    }`,
    variables: ['response', 'p1-resolution', 'p2-resolution'].flatMap((level) =>
      [agreements.slice(1, 11), agreements.slice(11, 21)].map((some) => ({
        agreements: some,
        level,
      })),
    ),
    answers: (data) => data.clocksAggregate.groups.length >= 12,
  },
];
