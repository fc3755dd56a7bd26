import { formatLocalDate } from '@tallystick/quantities';
import type { Obligation, Offset } from '@tallystick/terms';
import type { OperandValue } from './figures.js';

/** What the terms say of when and how it is done. */
export function obligationOperands({
  due,
  missedAfter,
  acceptance,
  evidence,
  fulfilledBy,
}: Obligation): Readonly<Record<string, OperandValue>> {
  const schedule = (): Record<string, OperandValue> => {
    switch (due.kind) {
      case 'each-period':
        return { each: due.every, of: 'period', within: offsetOperand(due.after) };
      case 'each-months':
        return { each: due.months, of: 'month', within: offsetOperand(due.after) };
      case 'after-event':
        return { of: due.event, within: offsetOperand(due.within) };
      case 'before-date':
        return { before: formatLocalDate(due.date) };
      case 'milestones':
        return { project: due.project ?? null };
    }
  };
  return {
    ...schedule(),
    ...(missedAfter === undefined ? {} : { missedAfter: offsetOperand(missedAfter) }),
    ...(evidence === 'required' ? { evidence } : {}),
    ...(acceptance.kind === 'none' ? {} : { acceptance: 'required' }),
    ...(acceptance.kind === 'required' && acceptance.deemedAfter !== undefined
      ? { acceptedAfter: offsetOperand(acceptance.deemedAfter) }
      : {}),
    ...(fulfilledBy.kind === 'review' ? { with: fulfilledBy.with } : {}),
  };
}

export function offsetOperand(offset: Offset): readonly (string | number)[] {
  switch (offset.kind) {
    case 'business-days':
      return [offset.days, offset.kind, offset.calendar];
    case 'calendar-days':
      return [offset.days, offset.kind];
    case 'working-time':
      return [offset.seconds, 'seconds', offset.calendar];
  }
}
