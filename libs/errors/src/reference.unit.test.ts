import { expect, test } from 'vitest';
import { renderErrorReference } from './reference.js';

test('docs/reference/errors.md lists the catalogue as it is', async () => {
  await expect(renderErrorReference()).toMatchFileSnapshot('../../../docs/reference/errors.md');
});
