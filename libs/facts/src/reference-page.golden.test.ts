import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderFactReference } from './reference-page.js';

it('docs/reference/facts.md shows the catalogue as it is (to refresh: npx vitest run libs/facts -u)', async () => {
  const page = fileURLToPath(new URL('../../../docs/reference/facts.md', import.meta.url));
  await expect(renderFactReference()).toMatchFileSnapshot(page);
});
