import type { Charge, ChargeBase, ForEachKey, ServiceLevel } from '@tallystick/terms';

/** One of several levels with its own charges in the place of `own`: those that are for its value. */
export function withOwnCharges(
  level: ServiceLevel,
  charges: ReadonlyMap<string, Charge>,
  by: ForEachKey,
  value: string,
): Pick<ServiceLevel, 'credit' | 'bonus'> {
  const ownOf = (base: ChargeBase | undefined): ChargeBase | undefined =>
    base?.charges === 'own' ? Object.freeze({ ...base, charges: chargesFor(charges, by, value) }) : base;
  const { credit, bonus } = level;
  return {
    credit: credit && Object.freeze({ ...credit, base: ownOf(credit.base) }),
    bonus: bonus && Object.freeze({ ...bonus, base: ownOf(bonus.base) }),
  };
}

/** In the order of the terms. */
function chargesFor(charges: ReadonlyMap<string, Charge>, by: ForEachKey, value: string): readonly string[] {
  const own = [...charges.values()].filter(
    (charge) => charge.for?.by === by && charge.for.values.includes(value),
  );
  return Object.freeze(own.map(({ id }) => id));
}
