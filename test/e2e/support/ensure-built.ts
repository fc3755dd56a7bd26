import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const apps = ['cli', 'api'];
const lock = join(root, 'node_modules/.tally-build-lock');

/** Builds the command line and the server where a source is newer than what was built; test files that run side by side wait. */
export async function ensureBuilt(): Promise<void> {
  // Whoever edits elsewhere at the same time builds by hand and says so.
  if (process.env['SKIP_BUILD'] === '1') return;
  for (;;) {
    if (!isStale()) return;
    try {
      mkdirSync(lock);
    } catch {
      if (Date.now() - statSync(lock, { throwIfNoEntry: false })!.mtimeMs > 300_000) rmdirSync(lock);
      await pause(200);
      continue;
    }
    try {
      const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8' });
      if (built.status !== 0) throw new Error(`npm run build failed:\n${built.stdout}${built.stderr}`);
    } finally {
      rmdirSync(lock);
    }
  }
}

function isStale(): boolean {
  const libraries = newest(join(root, 'libs'));
  return apps.some((app) => {
    const entry = statSync(join(root, `dist/apps/${app}/src/main.js`), { throwIfNoEntry: false });
    const built = entry?.mtimeMs ?? 0;
    return libraries > built || newest(join(root, `apps/${app}/src`)) > built;
  });
}

function newest(folder: string): number {
  let latest = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    latest = Math.max(latest, statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  }
  return latest;
}
