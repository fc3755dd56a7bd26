import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

describe('nearestName', () => {
  const known = ['priority', 'ticket', 'ticketType', 'title', 'site'];
  const names: readonly (readonly [name: string, nearest: string | undefined])[] = [
    ['prioriy', 'priority'],
    ['proirity', 'priority'],
    ['Priority', 'priority'],
    ['tickettype', 'ticketType'],
    ['tikcet', 'ticket'],
    ['sites', 'site'],
    ['colour', undefined],
    ['x', undefined],
    ['', undefined],
    ['ticket'.repeat(1000), undefined],
  ];
  for (const [name, nearest] of names) {
    it(`${JSON.stringify(name.slice(0, 20))} means ${nearest}`, () => {
      expect(nearestName(name, known)).toBe(nearest);
    });
  }
});
