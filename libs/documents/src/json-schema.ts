import { compareText } from '@tallystick/quantities';
import { type FieldDeclaration, fieldsOf } from './fields.js';
import type { ClassReference, DocumentClass, OneOfShape, Shape, TextShape } from './shapes.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 2020-12) of a document class, for editors and for other programs. It says what the shapes say;
 * what lies between clauses (references, gaps between bands) is checked on loading only.
 */
export function jsonSchemaOf(
  documentClass: DocumentClass,
  about: { readonly id: string; readonly title: string; readonly description: string },
): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const root = new SchemaBuilder(definitions).objectSchema(documentClass);
  const sorted = [...definitions].sort(([a], [b]) => compareText(a, b));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: about.id,
    title: about.title,
    description: about.description,
    ...root,
    ...(sorted.length === 0 ? {} : { $defs: Object.fromEntries(sorted) }),
  };
}

class SchemaBuilder {
  constructor(private readonly definitions: Map<string, JsonSchema>) {}

  objectSchema(documentClass: DocumentClass, kind?: readonly [key: string, value: string]): JsonSchema {
    const fields = fieldsOf(documentClass).filter((field) => field.shape !== undefined);
    const required = fields.filter((field) => field.required).map((field) => field.key);
    const properties = fields.map((field): [string, JsonSchema] => [
      field.key,
      field.key === kind?.[0] ? { const: kind[1], description: field.meaning } : this.fieldSchema(field),
    ]);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
  }

  private fieldSchema(field: FieldDeclaration): JsonSchema {
    const stated = field.default === undefined ? '' : ` Default: ${field.default}.`;
    return { ...this.shapeSchema(field.shape!), description: `${field.meaning}${stated}` };
  }

  private reference(of: ClassReference, kind?: readonly [key: string, value: string]): JsonSchema {
    const documentClass = of();
    const { name } = documentClass;
    if (!this.definitions.has(name)) {
      // The empty entry stops a class that holds itself from being entered again.
      this.definitions.set(name, {});
      this.definitions.set(name, this.objectSchema(documentClass, kind));
    }
    return { $ref: `#/$defs/${name}` };
  }

  private shapeSchema(of: Shape): JsonSchema {
    switch (of.kind) {
      case 'text':
        return {
          type: of.orNumber ? ['string', 'number'] : 'string',
          minLength: 1,
          maxLength: of.maxLength,
          ...(of.pattern === undefined ? {} : { pattern: of.pattern.source }),
          ...(exampleFits(of) ? { examples: [of.example] } : {}),
        };
      case 'choice':
        return of.values.length === 1 ? { const: of.values[0] } : { enum: of.values };
      case 'decimal':
        return {
          type: ['string', 'number'],
          pattern: '^[-+]?\\d+(\\.\\d+)?$',
          ...(of.min === undefined ? {} : { minimum: Number(of.min) }),
          ...(of.max === undefined ? {} : { maximum: Number(of.max) }),
        };
      case 'whole':
        return {
          type: ['integer', 'string'],
          pattern: '^-?\\d+$',
          minimum: of.min,
          ...(of.max === Number.MAX_SAFE_INTEGER ? {} : { maximum: of.max }),
        };
      case 'flag':
        return { type: 'boolean' };
      case 'local-date':
        return { type: 'string', format: 'date' };
      case 'duration':
        return {
          type: 'string',
          pattern: '^(?=\\d)(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?$',
          examples: ['4h', '90m'],
        };
      case 'nested':
        return this.reference(of.of);
      case 'list':
        return {
          type: 'array',
          items: this.shapeSchema(of.of),
          ...(of.min === 0 ? {} : { minItems: of.min }),
        };
      case 'map':
        return {
          type: 'object',
          additionalProperties: this.shapeSchema(of.of),
          ...(of.keys === undefined ? {} : { propertyNames: { pattern: of.keys.source } }),
          ...(of.min === 0 ? {} : { minProperties: of.min }),
        };
      case 'one-of':
        return this.oneOfSchema(of);
      case 'either':
        return {
          anyOf: [of.text, of.list, of.object]
            .filter((alternative) => alternative !== undefined)
            .map((alternative) => this.shapeSchema(alternative)),
        };
    }
  }

  private oneOfSchema(of: OneOfShape): JsonSchema {
    const { by } = of;
    const kinds = Object.entries(of.kinds).map(([name, reference]) =>
      this.reference(reference, by === undefined ? undefined : [by, name]),
    );
    return { oneOf: kinds };
  }
}

/** An example for a mend may be several in a sentence; editors want one that is valid. */
function exampleFits({ example, pattern }: TextShape): boolean {
  return example !== undefined && (pattern === undefined || pattern.test(example));
}
