import { defineCommand } from '../command.js';

interface SchemaOptions {
  readonly amendment?: boolean;
}

export const termsSchema = defineCommand<SchemaOptions>({
  name: 'terms schema',
  summary: 'print the JSON Schema of terms files',
  description:
    'Prints the JSON Schema (draft 2020-12) of terms files, for editors and validators; with --amendment that of amendment files.',
  options: [{ flags: '--amendment', meaning: 'the schema of amendments' }],
  json: 'the schema on one line',
  examples: ['tally terms schema > terms.schema.json', 'tally terms schema --amendment'],
  run: async (session, options) => {
    const { amendmentJsonSchema, termsJsonSchema } = await import('../application.js');
    const schema = options.amendment === true ? amendmentJsonSchema() : termsJsonSchema();
    await session.terminal.out(`${JSON.stringify(schema, undefined, session.json ? 0 : 2)}\n`);
  },
});
