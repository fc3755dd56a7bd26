import { defineServerCommand } from './command.js';

export const backupCommand = defineServerCommand({
  name: 'backup',
  summary: 'copy everything that cannot be made again, and verify the copy',
  description:
    'Copies the ledger, tokens and grants, and deliveries into a new folder below TALLY_BACKUPS, each as of one moment, while a server goes on writing; then recomputes every hash of the copied ledger. Read models are not copied: they are made anew.',
  options: [],
  json: '{ "folder", "backup": { "format": 1, "madeAt", "files": [{ "name", "bytes", "sha256" }], "agreements": [{ "agreement", "position", "chainHash" }] } }',
  examples: ['tally-server backup', 'TALLY_BACKUPS=/mnt/backups tally-server backup'],
  async run(session) {
    const { loadConfiguration } = await import('../configuration/load-configuration.js');
    const { makeBackup } = await import('../operations/backup/make-backup.js');
    const { folder, manifest } = await makeBackup(loadConfiguration(session.environment), Date.now());
    if (session.json) return session.out(`${JSON.stringify({ folder, backup: manifest })}\n`);
    const facts = manifest.agreements.reduce((sum, { position }) => sum + position + 1, 0);
    session.out(
      `${folder}: ${manifest.agreements.length} agreements, ${facts} facts, all hashes verified.\n`,
    );
  },
});

export const restoreCommand = defineServerCommand({
  name: 'restore',
  arguments: '<folder>',
  summary: 'put a backup where the server looks for its files',
  description:
    'Checks the backup, and puts its files where the configuration has them. Nothing is written over: where there are files already, they are named and nothing is done. Start the server afterwards; it makes the read models anew.',
  options: [],
  json: '{ "ledger", "backup": { "format": 1, "madeAt", "files", "agreements" } }',
  examples: ['tally-server restore tally-backups/tally-20250402T060000000Z'],
  async run(session, _options, [folder]) {
    const { loadConfiguration } = await import('../configuration/load-configuration.js');
    const { restoreBackup } = await import('../operations/backup/restore-backup.js');
    const configuration = loadConfiguration(session.environment);
    const backup = await restoreBackup(configuration, folder!);
    const { ledger } = configuration;
    if (session.json) return session.out(`${JSON.stringify({ ledger, backup })}\n`);
    session.out(`${ledger} is as it was at ${backup.madeAt}: ${backup.agreements.length} agreements.\n`);
  },
});
