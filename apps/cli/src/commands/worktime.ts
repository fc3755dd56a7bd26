import { defineCommand } from '../command.js';
import { linesOf } from '../console/lines.js';
import { needed } from '../console/needed.js';
import { readText } from '../console/read-text.js';
import { zoneTable } from '../console/with-services.js';
import type { Session } from '../session.js';

interface WorktimeOptions {
  readonly batch?: boolean;
  readonly calendar?: string;
  readonly from?: string;
  readonly to?: string;
  readonly seconds?: string;
}

export const worktime = defineCommand<WorktimeOptions>({
  name: 'worktime',
  summary: 'count working time: how much has passed, or when a limit is due',
  description:
    'Counts whole seconds of working time over any time zone: with --from and --to how many have passed, with --from and --seconds (or a length such as 4h) when they are up. The calendar is a YAML or JSON file with timezone, weekly_hours and optional holidays, overrides, breaks and pauses. With --batch it reads such questions from standard input, one JSON object a line, each with its id and kind; a line that cannot be answered gets an error in its place and the others are answered all the same (exit code 65 at the end).',
  options: [
    { flags: '--calendar <file>', meaning: 'the calendar, YAML or JSON' },
    { flags: '--from <instant>', meaning: 'where counting starts, e.g. 2025-03-01T09:00:00Z' },
    { flags: '--to <instant>', meaning: 'where it ends: prints the working time between them' },
    { flags: '--seconds <length>', meaning: 'working seconds, or e.g. 4h or 90m: prints when they are up' },
    { flags: '--batch', meaning: 'answer questions from standard input' },
  ],
  json: '{"id": text, "seconds": number} or {"id": text, "due": "2025-03-03T16:00:00Z"};\nwith --batch one such object a line, or {"id": text, "error": {"code", "message", "details"}}',
  examples: [
    'tally worktime --calendar office.yaml --from 2025-03-28T16:00:00Z --seconds 4h',
    'tally worktime --batch < questions.ndjson',
  ],
  run: (session, options) => (options.batch === true ? answerBatch(session) : answerOne(session, options)),
});

async function answerBatch(session: Session) {
  const { answerWorkingTimeLine } = await import('../application.js');
  const zones = await zoneTable(session);
  let wrong = 0;
  for await (const lines of linesOf(session.terminal.input)) {
    let answers = '';
    for (const line of lines) {
      if (line.trim() === '') continue;
      const answer = answerWorkingTimeLine(line, zones);
      if ('error' in answer) wrong += 1;
      answers += `${JSON.stringify(answer)}\n`;
    }
    await session.terminal.out(answers);
  }
  return wrong === 0 ? 'success' : 'bad-data';
}

async function answerOne(session: Session, options: WorktimeOptions) {
  const { answerWorkingTime } = await import('../application.js');
  const question = {
    calendar: await readText(needed(options.calendar, '--calendar')),
    from: needed(options.from, '--from'),
    to: options.to,
    seconds: options.seconds,
  };
  const answer = answerWorkingTime(question, await zoneTable(session));
  await session.terminal.out(
    session.json
      ? `${JSON.stringify(answer)}\n`
      : 'due' in answer
        ? `due ${answer.due}\n`
        : `${answer.seconds} seconds\n`,
  );
}
