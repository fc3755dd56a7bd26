import {
  type Fact,
  isSealedText,
  personalTextsOf,
  readRecordedFact,
  readSealedText,
} from '@tallystick/facts';
import type { Services } from '../services.js';
import { readPersonalText } from './open-texts.js';

/** A personal text that the ledger holds. */
export interface RecordedText {
  readonly fact: Fact;
  readonly position: number;
  readonly field: string;
  /** The pseudonym that it is sealed under; undefined for one that was recorded plain. */
  readonly subject: string | undefined;
  /** What it says; undefined where nobody can know any more, or not here. */
  readonly text: string | undefined;
}

/** Every personal text of an agreement's facts up to a position, in ledger order. Facts without any cost no more than a read. */
export async function* recordedTexts(
  { ledger, subjects }: Pick<Services, 'ledger' | 'subjects'>,
  agreement: string,
  until: number,
): AsyncGenerator<RecordedText, void, undefined> {
  for await (const page of ledger.read(agreement, { until })) {
    for (const { position, text } of page) {
      const fact = readRecordedFact(text);
      for (const { path, text: personal } of personalTextsOf(fact)) {
        yield {
          fact,
          position,
          field: path.join('.'),
          subject: isSealedText(personal) ? readSealedText(personal)!.subject : undefined,
          text: readPersonalText(subjects, personal),
        };
      }
    }
  }
}
