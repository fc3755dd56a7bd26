import { expect, test } from 'vitest';
import { renderCliReference } from './reference.js';

test('docs/reference/cli.md lists the commands as they are', async () => {
  await expect(renderCliReference()).toMatchFileSnapshot('../../../docs/reference/cli.md');
});
