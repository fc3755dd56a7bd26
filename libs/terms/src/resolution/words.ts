import { shape } from '@tallystick/documents';

const offsetPattern =
  '(?:\\d{1,9}(?:st|nd|rd|th)? business days?|(?:same|next) business day|\\d{1,9} calendar days?|same day|(?=\\d)(?:\\d{1,9}d)?(?:\\d{1,9}h)?(?:\\d{1,9}m)?(?:\\d{1,9}s)?)';

/** The texts of the contract language that stand in many clauses. */
export const words = {
  id: shape.text({
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    called: 'an id (letters, digits, `.`, `_`, `-`)',
    example: 'p1-resolution',
    maxLength: 100,
  }),
  /** A value in the unit of a measure. */
  value: shape.text({
    pattern: /^(?:[-+]?\d+(?:\.\d+)?|(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/,
    called: 'a value',
    example: '99.9 (percent, a number) or 4h (a time)',
    maxLength: 60,
    orNumber: true,
  }),
  /** A length of time that does not look at a calendar. */
  span: shape.text({
    pattern: /^(?:\d{1,9} calendar days?|(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/,
    called: 'a length of time',
    example: '72h or 30 calendar days',
    maxLength: 60,
  }),
  calendarDays: shape.text({
    pattern: /^\d{1,5} calendar days?$/,
    called: 'a number of calendar days',
    example: '30 calendar days',
    maxLength: 20,
  }),
  limit: shape.text({
    pattern:
      /^(?:\d{1,9} calendar days?|end of (?:same|next|\d{1,9}(?:st|nd|rd|th)) business day|(?=\d)(?:\d{1,9}d)?(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/,
    called: 'a limit',
    example: '4h, 90m, 2d, 30 calendar days or end of 2nd business day',
    maxLength: 60,
  }),
  /** A stretch of time after an event; read by `readOffset`. */
  offset: shape.text({
    pattern: new RegExp(`^${offsetPattern}$`),
    called: 'a time after it',
    example: '10 business days, 5 calendar days or 4h',
    maxLength: 60,
  }),
  /** The same, or a number of whole periods. */
  offsetOrPeriods: shape.text({
    pattern: new RegExp(`^(?:${offsetPattern}|[1-9]\\d{0,3} periods?)$`),
    called: 'a time after it or a number of periods',
    example: '10 business days, 5 calendar days, 4h or 2 periods',
    maxLength: 60,
  }),
  /** The same after the end of a period, which it may say; read by `readOffset`. */
  offsetAfterEnd: shape.text({
    pattern: new RegExp(`^${offsetPattern}(?: after end)?$`),
    called: 'a time after the end',
    example: '10th business day after end, 10 business days or 5 calendar days',
    maxLength: 60,
  }),
  periods: shape.text({
    pattern: /^[1-9]\d{0,3} periods?$/,
    called: 'a number of periods',
    example: '3 periods',
    maxLength: 20,
  }),
  /** How far a sum looks back; read by `readReach`. */
  reach: shape.text({
    pattern: /^(?:[1-9]\d{0,3} periods?|contract year)$/,
    called: 'a number of periods or `contract year`',
    example: '3 periods or contract year',
    maxLength: 20,
  }),
  periodsOrDays: shape.text({
    pattern: /^(?:[1-9]\d{0,3} periods?|\d{1,5} calendar days?)$/,
    called: 'a number of periods or calendar days',
    example: '3 periods or 30 calendar days',
    maxLength: 20,
  }),
  percentage: shape.text({
    pattern: /^\d+(?:\.\d+)? percent$/,
    called: 'a percentage',
    example: '10 percent',
    maxLength: 60,
  }),
  name: shape.text({ called: 'a name', maxLength: 200 }),
  /** One name or several: any of them. */
  names: shape.either({
    text: shape.text({ called: 'a name', maxLength: 200 }),
    list: shape.list(shape.text({ called: 'a name', maxLength: 200 }), { min: 1 }),
  }),
};

/** What every clause may say of itself. */
export const aboutClause = {
  id: 'Names the clause. Figures cite it, other clauses refer to it, amendments replace it by it.',
  clause: 'Where it stands on paper, e.g. `Schedule 2, 3.1`.',
  text: 'Its words on paper.',
  title: 'A short title for people.',
} as const;
