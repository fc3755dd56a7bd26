import { Choice, DecimalNumber, Field, Flag, LocalDate, OneOf, shape, Text } from '@tallystick/documents';
import { parseLocalDate, Rational } from '@tallystick/quantities';
import type { Charge } from '../model/charge.js';
import { type ForEachKey, forEachKeys } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct, nameList } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

type Names = string | readonly string[];

export class ChargeForService {
  @Field(words.names, { meaning: 'The service, or several.' })
  service!: Names;
}

export class ChargeForSite {
  @Field(words.names, { meaning: 'The site, or several.' })
  site!: Names;
}

export class ChargeForPriority {
  @Field(words.names, { meaning: 'The priority, or several.' })
  priority!: Names;
}

export class ChargeForCategory {
  @Field(words.names, { meaning: 'The category, or several.' })
  category!: Names;
}

export class ChargeForConfigurationItem {
  @Field(words.names, { meaning: 'The configuration item, or several.' })
  configurationItem!: Names;
}

type ChargeForTerms =
  ChargeForService | ChargeForSite | ChargeForPriority | ChargeForCategory | ChargeForConfigurationItem;

export class ChargeClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: aboutClause.title })
  title?: string;

  @DecimalNumber({ min: '0', meaning: "The amount in the agreement's currency." })
  amount!: string;

  @Choice(['month', 'quarter', 'year', 'contract-year', 'period', 'once'], {
    meaning:
      'The span that the amount pays for: a month, quarter or year of the calendar, a `contract-year` (counted from ' +
      'the first day of the term), or the measurement `period`; `once` is charged on `on`.',
  })
  per!: Charge['per'];

  @Choice(['days', 'none'], {
    optional: true,
    default: '`days`',
    meaning: "`days`: a part of the span is charged by its share of the span's days. `none`: always whole.",
  })
  prorate?: Charge['prorate'];

  @Flag({
    optional: true,
    default: 'false',
    meaning: 'Passed through at cost. It is a base of percentages only where a clause names it.',
  })
  passThrough?: boolean;

  @Field(
    shape.text({
      pattern: /^\d+(?:\.\d+)? percent$/,
      called: 'a percentage',
      example: '20 percent',
      maxLength: 40,
    }),
    {
      optional: true,
      default: '`0 percent`',
      meaning: 'The tax on top of the amount, for bases with `amounts: gross`.',
    },
  )
  tax?: string;

  @OneOf({
    kinds: {
      service: () => ChargeForService,
      site: () => ChargeForSite,
      priority: () => ChargeForPriority,
      category: () => ChargeForCategory,
      configurationItem: () => ChargeForConfigurationItem,
    },
    optional: true,
    default: 'for nothing in particular',
    meaning: 'What it is charged for; `of: { charges: own }` of a `forEach` level finds it by that.',
  })
  for?: ChargeForTerms;

  @LocalDate({ optional: true, meaning: 'For `per: once`, and only there: the date of the charge.' })
  on?: string;
}

export function resolveCharge(
  authored: ChargeClause,
  path: string,
  resolution: Resolution,
): Charge | undefined {
  const amount = Rational.parse(authored.amount);
  const { currency } = resolution;
  if (currency !== undefined && !amount.rounded(currency.decimalPlaces, 'truncate').equals(amount)) {
    return resolution.problem(
      `${path}.amount`,
      `${authored.amount} has more decimal places than ${currency.code} has (${currency.decimalPlaces}).`,
      'Write the amount as it is invoiced.',
    );
  }
  if (authored.per === 'once' && authored.on === undefined) {
    return resolution.problem(`${path}.on`, 'It is missing.', 'Say on which date the charge falls.');
  }
  if (authored.per !== 'once' && authored.on !== undefined) {
    return resolution.problem(
      `${path}.on`,
      `A charge per ${authored.per} has no single date.`,
      'Take `on` out, or write `per: once`.',
    );
  }
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    title: authored.title,
    amount,
    per: authored.per,
    prorate: authored.prorate ?? 'days',
    passThrough: authored.passThrough ?? false,
    taxPercent:
      authored.tax === undefined ? Rational.zero : Rational.parse(authored.tax.replace(' percent', '')),
    for: authored.for && readFor(authored.for, `${path}.for`, resolution),
    on: authored.on === undefined ? undefined : parseLocalDate(authored.on),
  });
}

function readFor(authored: ChargeForTerms, path: string, resolution: Resolution): NonNullable<Charge['for']> {
  const given = authored as { readonly [Key in ForEachKey]?: Names };
  const by = forEachKeys.find((key) => given[key] !== undefined)!;
  const values = nameList(given[by]!);
  checkDistinct(values, `${path}.${by}`, resolution);
  if (by === 'priority') values.forEach((name) => resolution.checkPriority(name, `${path}.priority`));
  return Object.freeze({ by, values });
}
