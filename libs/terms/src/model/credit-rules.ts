import type { Rational } from '@tallystick/quantities';

/** How the credits of a period come together (design 3: combine, cap). */
export interface CreditRules {
  readonly clause: string | undefined;
  /** How lines combine. More kinds come with the whole language. */
  readonly combine: 'sum';
  readonly cap: CreditCap | undefined;
}

export interface CreditCap {
  readonly clause: string | undefined;
  readonly limit:
    | { readonly kind: 'percent'; readonly percent: Rational; readonly of: readonly string[] }
    | { readonly kind: 'money'; readonly amount: Rational };
  readonly overPeriods: 1;
  readonly excess: 'lost';
}
