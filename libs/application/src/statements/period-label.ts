import { type Knowledge, termsAsKnown } from '@tallystick/engine';

/**
 * The label of the period that a person means: the label itself (`2025-03`), or a date, for the period it lies in.
 * What is neither is passed on; the engine refuses it and says what it knows.
 */
function periodLabel(knowledge: Pick<Knowledge, 'timeline' | 'zones'>, text: string): string {
  const [, year, month] = /^(\d{4})-(\d{2})-\d{2}$/.exec(text) ?? [];
  if (year === undefined || month === undefined) return text;
  const { every } = termsAsKnown(knowledge.timeline, knowledge.zones).versions[0]!.terms.period;
  switch (every) {
    case 'month':
      return `${year}-${month}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    case 'year':
      return year;
  }
}

/** First and last period of a range, left out where they are not given. */
export function periodRange(
  knowledge: Pick<Knowledge, 'timeline' | 'zones'>,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
): { readonly from?: string; readonly to?: string } {
  return {
    ...(query.from === undefined ? {} : { from: periodLabel(knowledge, query.from) }),
    ...(query.to === undefined ? {} : { to: periodLabel(knowledge, query.to) }),
  };
}
