import type {
  Because,
  CapLine,
  CarriedCredits,
  CreditLine,
  CreditPart,
  PointsLine,
  Statement,
} from '../statement/statement.js';
import type { Explanation } from './explanation.js';

/** The figures of credits and points. */
interface ExplainedCredits {
  /** Lines, what was carried in, caps, the smallest amount paid, what is carried out: all that goes into `payable`. */
  readonly figures: readonly Explanation[];
  readonly payable: Explanation;
  /** Lines of points, and their sum; none where nothing scores points. */
  readonly points: readonly Explanation[];
}

/**
 * Explains credits and points by the charges and the service levels that they are made from. A level's line is called
 * `p1.credit`, an obligation's `obligation.monthly-report.credit`, that of points in money `credits.from-points`; a cap
 * `credits.cap.yearly`, or `credits.cap` where the terms have one without a name.
 */
export function explainCredits(
  statement: Statement,
  charges: readonly Explanation[],
  levels: readonly Explanation[],
): ExplainedCredits {
  const { credits, points } = statement;
  const pointLines = points.lines.map((line) => explainPoints(line, levels));
  const pointsTotal: Explanation = {
    figure: 'points',
    value: points.total,
    because: points.because,
    from: pointLines,
  };
  const lines = credits.lines.map((line) => explainLine(line, levels, pointsTotal));
  const limits = [
    ...explainCarried('credits.carried-in', credits.carriedIn, 'carried-from-period-before'),
    ...credits.caps.map((cap) => explainCap(capName(cap), cap, charges)),
    ...explainMinimum(statement),
  ];
  const carriedOut = explainCarried('credits.carried-out', credits.carriedOut, 'carried-to-next-period');
  return {
    figures: [...lines, ...limits, ...carriedOut],
    payable: {
      figure: 'credits.payable',
      value: credits.payable,
      because: credits.because,
      from: [...lines, ...limits],
    },
    points: pointLines.length === 0 ? [] : [...pointLines, pointsTotal],
  };
}

function explainLine(
  line: CreditLine,
  levels: readonly Explanation[],
  pointsTotal: Explanation,
): Explanation {
  const figure = nameOfLine(line);
  return {
    figure,
    value: line.amount,
    because: {
      ...line.because,
      operands: { ...line.because.operands, ...keptOperands(line) },
      facts: [...line.because.facts, ...line.claim.facts, ...line.claim.lateFacts],
    },
    from: [
      ...pricedParts(figure, line.parts),
      ...(line.of === 'service-level' ? levels.filter((one) => one.figure === line.id) : []),
      ...(line.of === 'points' ? [pointsTotal] : []),
    ],
  };
}

function nameOfLine({ of, id }: CreditLine): string {
  switch (of) {
    case 'service-level':
      return `${id}.credit`;
    case 'obligation':
      return `obligation.${id}.credit`;
    case 'points':
      return 'credits.from-points';
  }
}

/** What combining and claiming leave, where they take anything. */
function keptOperands({ standing, kept, owed, amount, claim, state }: CreditLine): Because['operands'] {
  return {
    ...(standing.kind === 'stands' ? {} : { standing: standing.kind, by: standing.by, kept: kept.exact }),
    ...(owed === kept.amount && kept.amount === amount ? {} : { owed }),
    ...(claim.status === 'not-needed' ? {} : { claim: claim.status, claimBy: claim.claimBy }),
    ...portionOperands(claim),
    state,
  };
}

/** What is claimed event by event: parallel lists, in the order of the events. */
function portionOperands({ portions = [] }: CreditLine['claim']): Because['operands'] {
  if (portions.length === 0) return {};
  return {
    claimedEvents: portions.map((portion) => portion.events.join(' ')),
    claimedAmounts: portions.map((portion) => `${portion.claimed} of ${portion.amount}`),
    claimedStatuses: portions.map((portion) => portion.status),
  };
}

function explainPoints(line: PointsLine, levels: readonly Explanation[]): Explanation {
  const ofLevel = line.of === 'service-level';
  const figure = ofLevel ? `${line.id}.points` : `obligation.${line.id}.points`;
  return {
    figure,
    value: line.points,
    because: line.because,
    from: [
      ...pricedParts(figure, line.parts),
      ...(ofLevel ? levels.filter((one) => one.figure === line.id) : []),
    ],
  };
}

function capName({ id }: CapLine): string {
  return id === 'cap' ? 'credits.cap' : `credits.cap.${id}`;
}

export function explainCap(figure: string, cap: CapLine, charges: readonly Explanation[]): Explanation {
  return {
    figure,
    value: cap.amount,
    because: {
      ...cap.because,
      operands: {
        ...cap.because.operands,
        serviceLevels: cap.serviceLevels,
        usedBefore: cap.usedBefore,
        room: cap.room.exact,
        against: cap.against,
        reached: cap.reached,
        lost: cap.lost,
        carried: cap.carried,
      },
    },
    from: charges,
  };
}

function explainMinimum({ credits: { minimum } }: Statement): Explanation[] {
  if (minimum === null) return [];
  const { amount, comparison, applied, lost, carried, because } = minimum;
  return [
    {
      figure: 'credits.minimum',
      value: amount,
      because: { ...because, operands: { ...because.operands, comparison, applied, lost, carried } },
      from: [],
    },
  ];
}

function explainCarried(figure: string, carried: CarriedCredits, rule: string): Explanation[] {
  if (carried.for.length === 0) return [];
  return [
    {
      figure,
      value: carried.amount,
      because: {
        rule,
        clauses: [],
        operands: {
          for: carried.for.map((one) => one.id),
          amounts: carried.for.map((one) => one.exact),
        },
        facts: [],
      },
      from: [],
    },
  ];
}

function pricedParts(figure: string, parts: readonly CreditPart[]): Explanation[] {
  return parts.map((part) => ({
    figure: `${figure}.${part.from}`,
    value: part.exact,
    because: {
      ...part.because,
      operands: {
        price: part.price,
        units: part.units,
        base: part.base,
        factor: part.factor,
        surcharge: part.surcharge,
        priced: part.priced,
        ...part.because.operands,
      },
    },
    from: part.events.map((event, index) => ({
      figure: `${figure}.${part.from}.event.${index + 1}`,
      value: event.exact,
      because: {
        rule: 'price-of-event',
        clauses: part.because.clauses,
        operands: { key: event.key, incident: event.incident },
        facts: [],
      },
      from: [],
    })),
  }));
}
