import type { Setting } from './setting.js';
import { settings } from './settings.js';

/** docs/reference/server-configuration.md, made from the catalogue. Refresh: `npx vitest run apps/api/src/configuration -u`. */
export function renderConfigurationReference(): string {
  return [
    '# Configuration of the server',
    '',
    'Settings are read from the environment when `tally-server` starts, and from nowhere else. All faults are listed at once, a variable beginning',
    'with `TALLY_` that is not on this page among them, and the server does not start. A variable that is set to nothing counts as absent.',
    '`tally-server check-configuration` prints what is in effect.',
    '',
    'Secrets are never printed or logged. Each may be given as a file instead, named by the same variable with `_FILE` after it.',
    '',
    '| variable | value | default | meaning |',
    '|---|---|---|---|',
    ...Object.values<Setting>(settings).map(
      ({ variable, kind, fallback, meaning, secret }) =>
        `| \`${variable}\` | ${secret === true ? 'secret' : kind.name} | ${fallback === undefined ? '' : `\`${fallback}\``} | ${meaning} |`,
    ),
    '',
  ].join('\n');
}
