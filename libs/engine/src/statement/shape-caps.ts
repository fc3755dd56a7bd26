import { formatLocalDate, Rational } from '@tallystick/quantities';
import { baseOperands } from '../charges/charge-base.js';
import type { CapOutcome } from '../credits/cap-outcome.js';
import type { CapLine } from './statement.js';
import type { MoneyForm } from './texts.js';

/** A cap, what of it was used before, and what it takes away. */
export function shapeCap(cap: CapOutcome, money: MoneyForm, clauseId = capClauseId(cap.id)): CapLine {
  const { cap: rule } = cap.parts.at(-1)!;
  const { excess, over, limit, serviceLevels } = rule;
  return {
    id: cap.id,
    serviceLevels: serviceLevels ?? null,
    ...money.figure(cap.exact),
    usedBefore: money.text(cap.usedBefore),
    room: money.figure(cap.room),
    against: cap.against.toString(),
    reached: cap.reached,
    lost: money.text(excess === 'lost' ? cap.cut : Rational.zero),
    carried: money.text(excess === 'carried' ? cap.cut : Rational.zero),
    because: {
      rule: 'cap',
      clauses: [...new Set(cap.parts.map((part) => part.cap.clause ?? null))].map((clause) => ({
        id: clauseId,
        clause,
      })),
      operands: {
        over: over.kind === 'periods' ? `${over.periods} periods` : over.kind,
        from: cap.parts.map((part) => formatLocalDate(part.from)),
        to: cap.parts.map((part) => formatLocalDate(part.to)),
        kinds: cap.parts.map((part) => part.cap.limit.kind),
        percents: cap.parts.map(({ cap: { limit: own } }) =>
          own.kind === 'percent' ? own.percent.toDecimal() : '',
        ),
        bases: cap.parts.map((part) => part.base?.toString() ?? ''),
        amounts: cap.parts.map((part) => part.exact.toString()),
        ...(limit.kind === 'percent' ? baseOperands(limit.base) : {}),
        excess,
      },
      facts: [],
    },
  };
}

/** The only cap of terms that write `cap` is called so. */
function capClauseId(id: string): string {
  return id === 'cap' ? 'credits.cap' : `credits.cap.${id}`;
}
