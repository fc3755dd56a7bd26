import { describe, expect, it } from 'vitest';
import { amendmentJsonSchema, termsJsonSchema } from './schemas.js';

const reference = new URL('../../../../docs/reference/', import.meta.url);

/** The published schemas follow the declarations; `npx vitest run libs/terms -u` writes them anew. */
describe('the published JSON Schemas', () => {
  it.each([
    ['terms.schema.json', termsJsonSchema()],
    ['amendment.schema.json', amendmentJsonSchema()],
  ])('%s is up to date', async (file, schema) => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(new URL(file, reference).pathname);
  });

  it.each([
    ['terms', termsJsonSchema()],
    ['amendment', amendmentJsonSchema()],
  ])('%s: every reference leads to a definition, and every definition is closed', (_name, schema) => {
    const definitions = schema['$defs'] as Record<string, Record<string, unknown>>;
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g)].map(
      ([, name]) => name!,
    );
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(Object.keys(definitions)).toContain(name);
    for (const definition of Object.values(definitions)) {
      expect(definition).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });
});
