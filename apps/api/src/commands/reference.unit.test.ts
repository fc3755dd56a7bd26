import { expect, test } from 'vitest';
import { renderServerReference } from './reference.js';

test('docs/reference/server.md lists the commands as they are', async () => {
  await expect(renderServerReference()).toMatchFileSnapshot('../../../../docs/reference/server.md');
});
