import { type DocumentClass, fieldsOf, type Shape } from '@tallystick/documents';
import { describe, expect, it } from 'vitest';
import { AmendmentDocument } from './amendments/amendment-document.js';
import { termsInForce } from './amendments/terms-in-force.js';
import { AgreementDocument } from './loading/agreement-document.js';
import { load } from './testing/documents.js';
import { plain, signed, zones } from './testing/entries.js';
import { wholeAgreement } from './testing/example-agreement.js';
import { classesOnThePage, termsReferencePage } from './testing/reference-page.js';

const page = termsReferencePage();

describe('docs/reference/terms.md', () => {
  it('is up to date', async () => {
    const file = new URL('../../../docs/reference/terms.md', import.meta.url);
    await expect(page).toMatchFileSnapshot(file.pathname);
  });

  it('has a table for every class that a document can hold', () => {
    const reached = new Set<DocumentClass>();
    const enter = (documentClass: DocumentClass): void => {
      if (reached.has(documentClass)) return;
      reached.add(documentClass);
      for (const { shape } of fieldsOf(documentClass)) if (shape !== undefined) follow(shape);
    };
    const follow = (shape: Shape): void => {
      switch (shape.kind) {
        case 'nested':
          enter(shape.of());
          return;
        case 'list':
        case 'map':
          follow(shape.of);
          return;
        case 'one-of':
          for (const of of Object.values(shape.kinds)) enter(of());
          return;
        case 'either':
          for (const of of [shape.text, shape.list, shape.object]) if (of !== undefined) follow(of);
          return;
        default:
      }
    };
    enter(AgreementDocument);
    enter(AmendmentDocument);
    const names = (classes: Set<DocumentClass>) => [...classes].map(({ name }) => name).sort();
    expect(names(classesOnThePage)).toEqual(names(reached));
  });

  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)\n```/g)].map(([, text]) => text!);
  it.each(examples.map((text) => [text.slice(0, 60).replaceAll('\n', ' '), text]))(
    'loads the example %s',
    (_start, text) => {
      const example = plain(text);
      if ('semantics' in example) {
        expect(load(example).agreement).toBe('acme-northwind');
        return;
      }
      if ('amendment' in example) {
        const entry = { kind: 'amended', position: 2, factId: 'a', document: example } as const;
        expect(termsInForce([signed(wholeAgreement), entry], zones).versions.at(-1)!.sources).toHaveLength(2);
        return;
      }
      const document = plain(wholeAgreement);
      for (const [list, clauses] of Object.entries(example)) {
        const before = (document[list] as unknown[] | undefined) ?? [];
        document[list] =
          Array.isArray(clauses) && Array.isArray(before) ? [...before, ...(clauses as unknown[])] : clauses;
      }
      expect(load(document).serviceLevels.size).toBeGreaterThanOrEqual(2);
    },
  );

  it('has examples of every kind', () => {
    expect(examples.length).toBeGreaterThan(15);
  });
});
