import { parseInstant } from '@tallystick/quantities';
import type { ErrorDetail } from '@tallystick/errors';
import type { PayloadRule } from './catalogue/field.js';
import { isCanonicalInstant } from './field-check.js';

/** What is wrong between the fields of one payload, or undefined where the rule holds. */
export function ruleProblem(
  rule: PayloadRule,
  values: Readonly<Record<string, unknown>>,
): ErrorDetail | undefined {
  const isThere = (name: string) => values[name] !== undefined;
  switch (rule.rule) {
    case 'exactly-one-form': {
      const begun = rule.forms.filter((form) => form.some(isThere));
      if (begun.length === 1 && begun[0]!.every(isThere)) return undefined;
      return {
        place: rule.forms.flat().join(', '),
        problem: begun.length === 1 ? 'The figure is not whole.' : 'It is not one figure.',
        mend: `Write exactly one of: ${rule.forms.map((form) => form.join(' with ')).join('; ')}.`,
      };
    }
    case 'at-least-one':
      if (rule.of.some(isThere)) return undefined;
      return {
        place: rule.of.join(', '),
        problem: 'None of them is there, so the fact says nothing.',
        mend: 'Write at least one of them.',
      };
    case 'interval': {
      const from = values[rule.from];
      const until = values[rule.until];
      // An instant that is malformed is reported as such by its own check.
      if (typeof from !== 'string' || typeof until !== 'string') return undefined;
      if (!isCanonicalInstant(from) || !isCanonicalInstant(until)) return undefined;
      if (parseInstant(from) < parseInstant(until)) return undefined;
      return {
        place: rule.until,
        problem: `${until} is not after ${rule.from} ${from}.`,
        mend: `Write an instant after ${rule.from}.`,
      };
    }
  }
}
