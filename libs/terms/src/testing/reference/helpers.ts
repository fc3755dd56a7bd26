import { type DocumentClass, referenceTable } from '@tallystick/documents';

/** Every class whose table stands on the page; a test holds it against what the documents can reach. */
export const classesOnThePage = new Set<DocumentClass>();

export function table(documentClass: DocumentClass): string {
  classesOnThePage.add(documentClass);
  return referenceTable(documentClass);
}

export function yaml(text: string): string {
  return ['```yaml', text.trim(), '```'].join('\n');
}
