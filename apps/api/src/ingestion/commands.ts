import type { DeadLetter } from '@tallystick/ingestion';
import { defineServerCommand, type ServerCommand } from '../commands/command.js';

/** What a letter's record names for what was settled at the command line, where there is no token. */
const byCommandLine = 'command line';

const letterShape =
  '{ "id", "source", "agreement", "delivery", "receivedAt", "bytes", "code", "problems": [{ "place", "problem", "mend" }], "attempts", "lastAttemptAt", "state", "settledAt", "settledBy", "reason" }';

interface ListOptions {
  readonly agreement?: string;
  readonly source?: string;
  readonly state?: DeadLetter['state'];
}

const list = defineServerCommand<ListOptions>({
  name: 'dead-letters list',
  summary: 'list deliveries that could not be understood',
  description:
    'Deliveries of webhook sources that could not be understood, or not wholly, the oldest first. Without an agreement those of all.',
  options: [
    { flags: '--agreement <name>', meaning: 'only those of this agreement' },
    { flags: '--source <name>', meaning: 'only those of this webhook source' },
    { flags: '--state <state>', meaning: 'waiting (where it is absent), replayed or discarded' },
  ],
  json: `{ "deadLetters": [${letterShape}] }`,
  examples: ['tally-server dead-letters list', 'tally-server dead-letters list --source service-desk'],
  async run(session, { agreement, source, state = 'waiting' }) {
    const { shownLetter, withIngestion } = await import('./command-work.js');
    await withIngestion(session, async ({ ingestion, agreements }) => {
      const known = agreement === undefined ? await agreements() : [agreement];
      const letters: ReturnType<typeof shownLetter>[] = [];
      for (let after = 0; ;) {
        const page = ingestion.deadLetters({
          agreements: known,
          source,
          state,
          first: lettersAtATime,
          after,
        });
        letters.push(...page.map(shownLetter));
        after = page.at(-1)?.id ?? after;
        if (page.length < lettersAtATime) break;
      }
      if (session.json) return session.out(`${JSON.stringify({ deadLetters: letters })}\n`);
      for (const { id, source, agreement, receivedAt, attempts, problems } of letters) {
        const { place = '', problem = '' } = problems[0] ?? {};
        session.out(
          `${id}  ${source}  ${agreement}  ${receivedAt}  tried ${attempts}  ${place}: ${problem}\n`,
        );
      }
    });
  },
});

const show = defineServerCommand({
  name: 'dead-letters show',
  arguments: '<id>',
  summary: 'show a dead letter, with what was sent',
  description:
    'Everything that is known of it: what is wrong and how to mend it, the headers that hold no secret, the body.',
  options: [],
  json: letterShape.replace(/ }$/, ', "headers", "body" }'),
  examples: ['tally-server dead-letters show 17'],
  async run(session, _options, [id]) {
    const { letterId, shownLetter, unknownLetter, withIngestion } = await import('./command-work.js');
    await withIngestion(session, ({ ingestion }) => {
      const letter = ingestion.deadLetter(letterId(id));
      if (letter === undefined) throw unknownLetter(id);
      const { body, headers, ...rest } = letter;
      const shown = shownLetter(rest);
      const text = body === undefined ? null : Buffer.from(body).toString('utf8');
      if (session.json) return session.out(`${JSON.stringify({ ...shown, headers, body: text })}\n`);
      const { problems, ...fields } = shown;
      for (const [name, value] of Object.entries(fields)) {
        if (value !== null) session.out(`${name}: ${String(value)}\n`);
      }
      for (const { place, problem, mend } of problems) session.out(`- ${place}: ${problem} ${mend ?? ''}\n`);
      for (const [name, value] of Object.entries(headers)) session.out(`${name}: ${value}\n`);
      if (text !== null) session.out(`\n${text}\n`);
    });
  },
});

interface ReplayOptions {
  readonly source?: string;
  readonly agreement?: string;
}

const replay = defineServerCommand<ReplayOptions>({
  name: 'dead-letters replay',
  arguments: '[ids...]',
  summary: 'try dead letters again, by their mappings as they are now',
  description:
    'Tries the letters named, or with `--source` all that wait of it, in the order in which they came. What is understood now is recorded; facts that were recorded from a part of a letter are not recorded twice. It may run beside the server.',
  options: [
    { flags: '--source <name>', meaning: 'all that wait of this webhook source' },
    { flags: '--agreement <name>', meaning: 'with --source: only those of this agreement' },
  ],
  json: '{ "recorded", "waiting", "facts" }',
  examples: [
    'tally-server dead-letters replay 17 18',
    'tally-server dead-letters replay --source service-desk',
  ],
  async run(session, { source, agreement }, ids) {
    const { letterId, replayAll, requireOneChoice, withIngestion } = await import('./command-work.js');
    requireOneChoice(source, ids);
    await withIngestion(session, async ({ ingestion, agreements }) => {
      let counts = { recorded: 0, waiting: 0, facts: 0 };
      if (source !== undefined) {
        const known = agreement === undefined ? await agreements() : [agreement];
        counts = await replayAll(ingestion, { agreements: known, source }, byCommandLine);
      }
      for (const id of ids) {
        const answer = await ingestion.replay(letterId(id), byCommandLine);
        counts.facts += answer.facts;
        if (answer.state === 'recorded') counts.recorded += 1;
        else counts.waiting += 1;
      }
      session.out(
        session.json
          ? `${JSON.stringify(counts)}\n`
          : `${counts.recorded} recorded with ${counts.facts} new facts, ${counts.waiting} not understood yet\n`,
      );
    });
  },
});

interface DiscardOptions {
  readonly reason: string;
}

const discard = defineServerCommand<DiscardOptions>({
  name: 'dead-letters discard',
  arguments: '<ids...>',
  summary: 'let dead letters go without recording anything of them',
  description: 'Their bodies are deleted; who discarded them, when and why stays on record.',
  options: [{ flags: '--reason <text>', meaning: 'why nothing of them is to be recorded', required: true }],
  json: '{ "discarded" }',
  examples: ['tally-server dead-letters discard 17 --reason "A test of the desk."'],
  async run(session, { reason }, ids) {
    const { letterId, withIngestion } = await import('./command-work.js');
    await withIngestion(session, ({ ingestion }) => {
      for (const id of ids) ingestion.discard(letterId(id), byCommandLine, reason);
      const discarded = ids.length;
      session.out(session.json ? `${JSON.stringify({ discarded })}\n` : `${discarded} discarded\n`);
    });
  },
});

/** The commands of dead letters. */
export const ingestionCommands: readonly ServerCommand[] = [list, show, replay, discard];

const lettersAtATime = 1000;
