import { expect, test } from 'vitest';
import * as everything from './index.js';
import { heavyRequests } from './perform-heavy-request.js';
import { ListTicketsHandler } from './queries/explanations.js';

test('what is listed as heavy says so of itself, and what is not listed does not', () => {
  for (const [name, { request, handler }] of heavyRequests) {
    expect(request.name).toBe(name);
    expect(handler.name).toBe(`${name}Handler`);
    expect(new handler().heavy, name).toBe(true);
    expect(Object.keys(everything)).toContain(name);
  }
  expect(new ListTicketsHandler().heavy).toBe(false);
});
