import type { DeadLetterQuery, Ingestion } from '@tallystick/ingestion';

const lettersAtATime = 100;

/** Tries all waiting letters of a query again, in the order in which they came. */
export async function replayAll(
  ingestion: Ingestion,
  query: Pick<DeadLetterQuery, 'agreements' | 'source'>,
  by: string,
): Promise<{ readonly recorded: number; readonly waiting: number; readonly facts: number }> {
  const counts = { recorded: 0, waiting: 0, facts: 0 };
  for (let after = 0; ;) {
    const letters = ingestion.deadLetters({ ...query, state: 'waiting', first: lettersAtATime, after });
    for (const { id } of letters) {
      const answer = await ingestion.replay(id, by);
      counts.facts += answer.facts;
      if (answer.state === 'recorded') counts.recorded += 1;
      else counts.waiting += 1;
      after = id;
    }
    if (letters.length < lettersAtATime) return counts;
  }
}
