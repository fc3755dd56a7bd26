import { declarationOf, factTypes } from './catalogue/catalogue.js';
import { type FactFamily, factFamilies, type FieldKind, type FieldSet } from './catalogue/field.js';
import { envelopeFields } from './envelope.js';
import { longestDecimal } from './field-check.js';
import { deepestNesting } from './json/json-value.js';

/** Renders docs/reference/facts.md from the catalogue; a golden test keeps the page as this says. */
export function renderFactReference(): string {
  return `${[introduction, ...factFamilies.map(renderFamily)].join('\n\n')}\n`;
}

const introduction = `# Facts

<!-- Rendered from libs/facts/src/catalogue. To refresh: npx vitest run libs/facts/src/reference-page -u -->

A fact is one flat JSON object: the envelope's keys beside those of its type's payload. The same line is hashed by the ledger, printed by
\`tally export\`, read by \`tally restore\`, and accepted by \`tally record\` and \`tally evaluate --facts\`. Recorded facts are canonical JSON (RFC 8785):
keys in the order of their UTF-16 units, no blanks.

\`\`\`json
{"type":"TicketOpened","effectiveAt":"2025-03-03T10:00:00+01:00","assertedBy":"provider","ticket":"INC0001","ticketType":"incident","priority":"P1"}
\`\`\`

## Every fact

${renderFields(envelopeFields)}

A line that a person or another program writes may leave out \`schema\` (it is the current one), \`id\`, \`agreement\`, \`recordedAt\` and \`assertedBy\`, and may
write \`assertedBy\` as just the party. Without \`recordedAt\` a fact counts as recorded when it happened.

## What the fields hold

| kind | canonical form | what is also read |
|---|---|---|
| text | not blank, no half surrogate pairs, up to the length given | a whole number: \`4711\` is \`"4711"\` |
| personal text | the text, or the same sealed: \`sealed:1:pseudonym:commitment:box\`, of whatever length | the text |
| instant | \`2025-03-01T09:00:00Z\`, UTC, with \`.mmm\` only where the milliseconds are not zero | any offset, and finer fractions, which are cut off to milliseconds |
| date | \`2025-03-01\`, a local calendar date | |
| decimal | exact, as text: \`"99.95"\`; up to ${longestDecimal} characters, no exponent, no needless sign or zero in front | a JSON number; \`+\` or zeros in front |
| amount | a decimal that is not below 0 | the same |
| share | a decimal greater than 0 and at most 1 | the same |
| whole number | a JSON number without a fraction, up to 2^53 - 1 | |
| currency | an ISO 4217 code: \`GBP\` | |
| digest | SHA-256, 64 hexadecimal digits in lower case | capital letters |
| UUID | in lower case | capital letters |
| document | any JSON object of up to ${deepestNesting} levels, kept whole | |

Personal text is sealed when a fact is recorded: encrypted under a key of the person, so that destroying the key erases it and no digest changes
([decision 25](../decisions/0025-personal-text-is-sealed.md)). Nothing that is calculated reads what it says. Its plain form is read as before.

Refused everywhere, with the place: unknown keys, duplicate keys, half surrogate pairs, -0, numbers that are not finite or have more digits than a
number keeps.`;

function renderFamily(family: FactFamily): string {
  const types = factTypes.filter((type) => declarationOf(type).family === family);
  return [`## ${family.charAt(0).toUpperCase()}${family.slice(1)} facts`, ...types.map(renderType)].join(
    '\n\n',
  );
}

function renderType(type: (typeof factTypes)[number]): string {
  const { meaning, schema, fields, rules } = declarationOf(type);
  const sentences = rules.map((rule) => {
    switch (rule.rule) {
      case 'exactly-one-form':
        return `Exactly one of: ${rule.forms.map((form) => form.map(code).join(' with ')).join('; ')}.`;
      case 'at-least-one':
        return `At least one of: ${rule.of.map(code).join(', ')}.`;
      case 'interval':
        return `${code(rule.from)} is before ${code(rule.until)}.`;
    }
  });
  const heading = `### ${type}\n\n${meaning} Schema ${schema}.`;
  return [heading, renderFields(fields), ...sentences].join('\n\n');
}

function renderFields(fields: FieldSet): string {
  const rows = Object.entries(fields).map(
    ([name, { value, required, meaning }]) =>
      `| ${code(name)} | ${renderKind(value)} | ${required ? 'yes' : ''} | ${meaning} |`,
  );
  return ['| field | holds | needed | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function renderKind(kind: FieldKind): string {
  switch (kind.kind) {
    case 'text': {
      const usual = kind.usual === undefined ? '' : `, usually ${kind.usual.map(code).join(', ')}`;
      const personal = kind.personal === undefined ? '' : `, personal`;
      return `text up to ${kind.limit}${personal}${usual}`;
    }
    case 'choice':
      return `one of ${kind.words.map(code).join(', ')}`;
    case 'decimal':
      return { any: 'decimal', 'not-negative': 'amount', share: 'share' }[kind.range];
    case 'whole-number':
      return `whole number from ${kind.least}`;
    case 'boolean':
      return '`true` or `false`';
    case 'uuid':
      return 'UUID';
    case 'list':
      return `list of 1 to ${kind.most}: ${renderKind(kind.of)}`;
    case 'record':
      return `object: ${Object.entries(kind.fields)
        .map(
          ([name, { value, required }]) =>
            `${code(name)} ${renderKind(value)}${required ? '' : ' (optional)'}`,
        )
        .join('; ')}`;
    default:
      return kind.kind;
  }
}

function code(text: string): string {
  return `\`${text}\``;
}
