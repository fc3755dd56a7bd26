import { nounOf } from './check-shape.js';
import { fieldsOf } from './fields.js';
import type { DocumentClass, Shape } from './shapes.js';

/**
 * A Markdown table of the keys of a class: key, what stands there, meaning with its default. Keys that are not
 * evaluated yet are not listed.
 */
export function referenceTable(documentClass: DocumentClass): string {
  const rows = fieldsOf(documentClass)
    .filter((field) => field.shape !== undefined)
    .map((field) => {
      const presence = field.required
        ? ' Required.'
        : field.default === undefined
          ? ''
          : ` Default: ${field.default}.`;
      return `| \`${field.key}\` | ${cell(shapeText(field.shape!))} | ${cell(`${field.meaning}${presence}`)} |`;
    });
  return ['| key | value | meaning |', '|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** What may stand at a place, for people. */
function shapeText(of: Shape): string {
  switch (of.kind) {
    case 'text': {
      const called = of.called.replace(/^an? /, '');
      return of.example === undefined ? called : `${called}, e.g. \`${of.example}\``;
    }
    case 'choice':
      return of.values.map((value) => `\`${value}\``).join(' | ');
    case 'list':
      return `list of: ${shapeText(of.of)}`;
    case 'map':
      return `object, each value: ${shapeText(of.of)}`;
    case 'one-of':
      return of.by === undefined
        ? `object with one of ${Object.keys(of.kinds)
            .map((key) => `\`${key}\``)
            .join(', ')}`
        : `object, \`${of.by}\` one of ${Object.keys(of.kinds)
            .map((key) => `\`${key}\``)
            .join(', ')}`;
    case 'either':
      return [of.text, of.list, of.object]
        .filter((alternative) => alternative !== undefined)
        .map(shapeText)
        .join('; or ');
    default:
      return nounOf(of).replace(/^an? /, '');
  }
}
