import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mappingJsonSchema, readMapping } from './read-mapping.js';
import { renderMappingReference } from './reference-page.js';
import { shippedMappings } from './shipped-mappings.js';

function page(): string {
  return renderMappingReference(
    shippedMappings().map(({ name, path }) => ({
      name,
      title: readMapping(readFileSync(path, 'utf8'), path).title!,
    })),
  );
}

test('docs/reference/mappings.md says what mappings are now', async () => {
  await expect(page()).toMatchFileSnapshot('../../../../docs/reference/mappings.md');
});

test('docs/reference/mapping.schema.json is the schema of mappings now', async () => {
  await expect(`${JSON.stringify(mappingJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../../../../docs/reference/mapping.schema.json',
  );
});

test('every example of the page is a valid mapping', () => {
  const examples = [...page().matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => match[1]!);
  expect(examples.length).toBe(4);
  for (const example of examples) expect(readMapping(example, 'example.yaml').name).toBeTruthy();
});
