import { parseInstant } from '@tallystick/quantities';
import type { PayloadRule } from './catalogue/field.js';
import { isCanonicalInstant, type Problems } from './field-check.js';

/** Checks what must hold between the fields of one payload. Adds what is wrong to `problems`. */
export function checkRule(
  rule: PayloadRule,
  values: Readonly<Record<string, unknown>>,
  problems: Problems,
): void {
  const isThere = (name: string) => values[name] !== undefined;
  switch (rule.rule) {
    case 'exactly-one-form': {
      const begun = rule.forms.filter((form) => form.some(isThere));
      if (begun.length !== 1 || !begun[0]!.every(isThere)) {
        problems.push({
          place: rule.forms.flat().join(', '),
          problem: begun.length === 1 ? 'The figure is not whole.' : 'It is not one figure.',
          mend: `Write exactly one of: ${rule.forms.map((form) => form.join(' with ')).join('; ')}.`,
        });
      }
      return;
    }
    case 'at-least-one':
      if (!rule.of.some(isThere)) {
        problems.push({
          place: rule.of.join(', '),
          problem: 'None of them is there, so the fact says nothing.',
          mend: 'Write at least one of them.',
        });
      }
      return;
    case 'interval': {
      const from = values[rule.from];
      const until = values[rule.until];
      // An instant that is malformed is reported as such by its own check.
      if (typeof from !== 'string' || typeof until !== 'string') return;
      if (!isCanonicalInstant(from) || !isCanonicalInstant(until)) return;
      if (parseInstant(from) >= parseInstant(until)) {
        problems.push({
          place: rule.until,
          problem: `${until} is not after ${rule.from} ${from}.`,
          mend: `Write an instant after ${rule.from}.`,
        });
      }
    }
  }
}
