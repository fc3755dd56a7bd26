import { defineServerCommand } from './command.js';

export const checkConfigurationCommand = defineServerCommand({
  name: 'check-configuration',
  summary: 'print the settings in effect, or everything that is wrong with them',
  description:
    'Reads the environment as `start` does, and starts nothing. Secrets are not printed. Where something is wrong, all of it is listed and the exit code is 78.',
  options: [],
  json: '{ "settings": [{ "variable", "value", "from": "environment" | "file" | "default" }] }',
  examples: ['tally-server check-configuration'],
  async run(session) {
    const { effectiveSettings, loadConfiguration } = await import('../configuration/load-configuration.js');
    loadConfiguration(session.environment);
    const settings = effectiveSettings(session.environment);
    session.out(
      session.json
        ? `${JSON.stringify({ settings })}\n`
        : settings.map(({ variable, value, from }) => `${variable}=${value ?? ''}  (${from})\n`).join(''),
    );
  },
});
