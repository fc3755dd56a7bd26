import type { EnumOf } from '../../enums/enum-of.js';
import type { ViewColumn } from '../column.js';

/** Columns that several views have. */
export const agreement = {
  kind: 'text',
  description: 'The agreement, by its name.',
  groups: true,
} as const satisfies ViewColumn;

export const clause = {
  kind: 'text',
  description:
    'The place on paper of the clause that it stands on, e.g. "Schedule 2, 3.1"; null where the terms name none.',
  nullable: true,
  groups: true,
} as const satisfies ViewColumn;

export const title = {
  kind: 'text',
  description: 'Its title in the terms; null where it has none.',
  nullable: true,
} as const satisfies ViewColumn;

export const currency = {
  kind: 'text',
  description: 'The ISO 4217 code of the currency of every amount in the row.',
  groups: true,
} as const satisfies ViewColumn;

/** A local month that a row counts in. */
export function month(of: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'month', description: `The local month of the agreement's time zone ${of}.`, groups: true };
}

export const period = {
  kind: 'period',
  description: 'The measurement period.',
  groups: true,
} as const satisfies ViewColumn;

export const service = {
  kind: 'text',
  description: 'The service concerned; null where no fact names one.',
  nullable: true,
  groups: true,
} as const satisfies ViewColumn;

export const category = {
  kind: 'text',
  description: 'The category in the ticketing system; null where no fact names one.',
  nullable: true,
  groups: true,
} as const satisfies ViewColumn;

export const ticketType = {
  kind: 'text',
  description:
    'What kind of ticket it is: incident, request, problem, change, question, task, or the source’s own word.',
  nullable: true,
  groups: true,
} as const satisfies ViewColumn;

export function amount(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'decimal', description: `${description} In \`currency\`, exact.` };
}

export function amountOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'decimal', description: `${description} In \`currency\`, exact.`, nullable: true };
}

export function instant(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'instant', description };
}

export function instantOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'instant', description, nullable: true };
}

export function dateOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'date', description: `${description} A local day of the agreement.`, nullable: true };
}

export function text(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'text', description };
}

export function group(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'text', description, groups: true };
}

export function textOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'text', description, nullable: true };
}

export function groupOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'text', description, nullable: true, groups: true };
}

export function count(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'count', description };
}

export function countOrNull(description: string): ViewColumn & { readonly nullable: true } {
  return { kind: 'count', description, nullable: true };
}

export function flag(description: string): ViewColumn & { readonly nullable?: never } {
  return { kind: 'boolean', description, groups: true };
}

/** A closed set, by the name that the schema knows it by. */
export function oneOf(
  enumeration: EnumOf<string>,
  name: string,
  description: string,
): ViewColumn & { readonly nullable?: never } {
  return { kind: { enumeration, name }, description, groups: true };
}
