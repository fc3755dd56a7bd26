import {
  documentError,
  inspectDocument,
  joinPath,
  type JsonSchema,
  jsonSchemaOf,
  readDocument,
  type ShapeProblem,
} from '@tallystick/documents';
import { isTallyError } from '@tallystick/errors';
import { type Mapping, parseColumnPath, valuesAt } from '@tallystick/sources';
import { SigningKeys } from '../signature/signing-keys.js';
import { headerText, signedParts, signingScheme } from '../signature/signing-scheme.js';
import { keyOf, type SecretPlaces } from './secrets.js';
import type { SignatureRule } from './signature-rule.js';
import { type EventsRule, type PlaceRule, WebhookDocument } from './webhook-document.js';
import type { ReadWord, Webhook } from './webhook.js';

export interface WebhookSurroundings {
  readonly secrets: SecretPlaces;
  /** The mapping of that name: a shipped one, or a file beside the document. @throws TallyError. */
  readonly mapping: (name: string) => Mapping;
}

/** What an event with this word becomes that brings nothing. */
const ignoreWord = 'ignore';

/**
 * Reads and checks the document of a webhook source, YAML or JSON, with its mappings and secrets.
 *
 * @throws TallyError `document-invalid`, and `webhook-invalid` with every wrong place and its mend.
 */
export function readWebhook(text: string, name: string, surroundings: WebhookSurroundings): Webhook {
  const { value, placeOf } = readDocument(text, name);
  const { instance: document, problems: shapeProblems } = inspectDocument(WebhookDocument, value);
  if (shapeProblems.length > 0) throw documentError('webhook-invalid', shapeProblems, placeOf);
  const problems: ShapeProblem[] = [
    ...signatureRuleProblems(document.signature, document.delivery),
    ...exactlyOne(document, '', ['mapping', 'events']),
  ];
  const keys: Uint8Array[] = [];
  document.secrets.forEach((rule, index) => {
    const path = joinPath('secrets', index);
    problems.push(...exactlyOne(rule, path, ['variable', 'file']));
    const found = keyOf(rule, surroundings.secrets, path);
    if ('key' in found) keys.push(found.key);
    else problems.push(found.problem);
  });
  const deliveryOf =
    document.delivery === undefined ? nothing : wordAt(document.delivery, 'delivery', problems);
  const mappingOf = mappingsOf(document, surroundings, problems);
  if (problems.length > 0) throw documentError('webhook-invalid', problems, placeOf);
  return Object.freeze({
    name: document.webhook,
    title: document.title,
    agreement: document.agreement,
    assertedBy: { party: document.party, actor: document.actor ?? `webhook ${document.webhook}` },
    scheme: signingScheme(document.signature),
    keys: new SigningKeys(keys),
    deliveryHeader: document.delivery?.header,
    wordHeaders: [document.delivery?.header, document.events?.word.header].flatMap((header) =>
      header === undefined ? [] : [header.toLowerCase()],
    ),
    deliveryOf,
    mappingOf,
  });
}

/** The published JSON Schema of webhook sources. */
export function webhookJsonSchema(): JsonSchema {
  return jsonSchemaOf(WebhookDocument, {
    id: 'https://tallystick.example/schema/webhook.schema.json',
    title: 'Tallystick webhook source',
    description: 'A system that pushes what happens: whose voice it is, how it signs, what its events mean.',
  });
}

function signatureRuleProblems(
  rule: SignatureRule,
  delivery: PlaceRule | undefined,
): readonly ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const parts = signedParts(rule.signed ?? '{body}');
  const refuse = (key: string, problem: string, mend: string): void => {
    problems.push({ path: joinPath('signature', key), problem, mend });
  };
  const bodies = parts.filter((part) => part === 'body').length;
  if (bodies !== 1) {
    refuse('signed', 'The body must be signed, once.', 'Write `{body}` once, e.g. `{timestamp}.{body}`.');
  }
  if (parts.some((part) => typeof part === 'object' && /[{}]/.test(part.text))) {
    refuse(
      'signed',
      'It names something that is not signed.',
      'Write `{body}`, `{timestamp}` or `{delivery}`.',
    );
  }
  const signsTime = parts.includes('timestamp');
  if (signsTime && rule.timestamp === undefined) {
    refuse('signed', 'Where the timestamp stands is not said.', 'Add `timestamp`.');
  }
  if (!signsTime && rule.timestamp !== undefined) {
    refuse(
      'timestamp',
      'A timestamp that is not signed shows nothing.',
      'Add `{timestamp}` to `signed`, or leave it out.',
    );
  }
  if (rule.tolerance !== undefined && rule.timestamp === undefined) {
    refuse('tolerance', 'Without a timestamp nothing is early or late.', 'Add `timestamp`, or leave it out.');
  }
  if (parts.includes('delivery') && delivery?.header === undefined) {
    refuse('signed', 'The header of the delivery is not said.', 'Add `delivery: { header: … }`.');
  }
  return problems;
}

function exactlyOne<T extends object>(
  value: T,
  path: string,
  keys: readonly (keyof T & string)[],
): readonly ShapeProblem[] {
  const given = keys.filter((key) => value[key] !== undefined);
  if (given.length === 1) return [];
  const names = keys.map((key) => `\`${key}\``).join(', ');
  return given.length === 0
    ? [{ path, problem: `It has none of ${names}.`, mend: 'Write exactly one of them.' }]
    : [
        {
          path: joinPath(path, given[1]!),
          problem: `It excludes \`${given[0]!}\`.`,
          mend: `Keep one of ${names}.`,
        },
      ];
}

const nothing: ReadWord = () => undefined;

function wordAt(place: PlaceRule, path: string, problems: ShapeProblem[]): ReadWord {
  problems.push(...exactlyOne(place, path, ['header', 'path']));
  const { header } = place;
  if (header !== undefined) return (headers) => present(headerText(headers, header));
  const found = parseColumnPath(place.path ?? '');
  if (found?.from !== 'row') {
    if (place.path !== undefined) {
      problems.push({
        path: joinPath(path, 'path'),
        problem: `\`${place.path}\` is not a path into the body.`,
        mend: 'Write keys parted by dots, e.g. `event.type`.',
      });
    }
    return nothing;
  }
  return (_headers, body) => {
    const [value, ...more] = valuesAt(body(), found.steps);
    const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return scalar && more.length === 0 ? present(String(value)) : undefined;
  };
}

function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function mappingsOf(
  document: WebhookDocument,
  surroundings: WebhookSurroundings,
  problems: ShapeProblem[],
): Webhook['mappingOf'] {
  const load = (name: string, path: string): Mapping | undefined => {
    try {
      const mapping = surroundings.mapping(name);
      if (mapping.document.format.kind !== 'csv') return mapping;
      problems.push({
        path,
        problem: `The mapping \`${name}\` reads tables of text.`,
        mend: 'Name one with `format: { kind: json }` or `ndjson`.',
      });
    } catch (error) {
      if (!isTallyError(error)) throw error;
      const details =
        error.details.length > 0 ? error.details : [{ place: name, problem: error.message, mend: '' }];
      for (const { place, problem, mend } of details) {
        problems.push({
          path,
          problem: `${name}: ${place}: ${problem}`,
          mend: mend ?? 'Correct the mapping.',
        });
      }
    }
    return undefined;
  };
  if (document.mapping !== undefined) {
    const mapping = load(document.mapping, 'mapping');
    return () => ({ mapping: mapping! });
  }
  return document.events === undefined
    ? () => ({ ignored: true })
    : eventsOf(document.events, load, problems);
}

function eventsOf(
  rule: EventsRule,
  load: (name: string, path: string) => Mapping | undefined,
  problems: ShapeProblem[],
): Webhook['mappingOf'] {
  const wordOf = wordAt(rule.word, 'events.word', problems);
  const mappings = new Map<string, Mapping | undefined>();
  for (const [word, name] of rule.mappings) {
    const path = joinPath('events.mappings', word);
    mappings.set(word, name === ignoreWord ? undefined : load(name, path));
  }
  return (headers, body) => {
    const word = wordOf(headers, body);
    if (word !== undefined && mappings.has(word)) {
      const mapping = mappings.get(word);
      return mapping === undefined ? { ignored: true } : { mapping };
    }
    return rule.else === 'ignore' ? { ignored: true } : { unknownWord: word };
  };
}
