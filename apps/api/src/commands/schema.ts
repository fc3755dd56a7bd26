import { defineServerCommand } from './command.js';

export const schemaCommand = defineServerCommand({
  name: 'schema',
  summary: 'print the GraphQL schema',
  description:
    'Prints the schema in the schema definition language, sorted by name, as apps/api/schema.graphql holds it.',
  options: [],
  json: '{ "schema": "type Query { … }" }',
  examples: ['tally-server schema > schema.graphql'],
  async run(session) {
    const { printServerSchema } = await import('../graphql/print-server-schema.js');
    const schema = await printServerSchema();
    session.out(session.json ? `${JSON.stringify({ schema })}\n` : schema);
  },
});
