import { errorCatalogue, type ErrorDefinition } from './catalogue.js';
import { exitCodes } from './exit-codes.js';

/** The reference page of all errors, as docs/reference/errors.md holds it. Refresh: `npx vitest run libs/errors -u`. */
export function renderErrorReference(): string {
  const rows = Object.entries<ErrorDefinition>(errorCatalogue).map(
    ([code, { meaning, mend, httpStatus, exitCode }]) =>
      `| \`${code}\` | ${meaning} | ${mend} | ${httpStatus} | ${exitCodes[exitCode]} |`,
  );
  const exits = Object.entries(exitCodes).map(([name, code]) => `| ${code} | ${name} |`);
  return [
    '# Errors',
    '',
    'Every error has a stable code. With `--json` a command prints `{"error":{"code","message","details"}}` on standard error, where each detail',
    'names the `place`, the `problem` and, where there is one, the `mend`.',
    '',
    '| code | meaning | what to do | HTTP | exit code |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '## Exit codes',
    '',
    '| exit code | meaning |',
    '|---|---|',
    ...exits,
    '',
  ].join('\n');
}
