import { readFileSync } from 'node:fs';
import { type ErrorDetail, nearestName, TallyError } from '@tallystick/errors';
import { accessFaults } from '../access/access-settings.js';
import type { Setting } from './setting.js';
import { type Configuration, settings } from './settings.js';

const byName = Object.entries<Setting>(settings);

/**
 * Reads every setting of the catalogue from the environment, and refuses what the catalogue does not know. A variable
 * that is set to nothing counts as absent.
 * @throws TallyError `configuration-invalid` with every fault at once.
 */
export function loadConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const faults: ErrorDetail[] = unknownVariables(environment);
  const values: Record<string, unknown> = {};
  for (const [name, setting] of byName) {
    const given = givenText(setting, environment, faults);
    const read = given === undefined ? undefined : setting.kind.read(given);
    if (read !== undefined && 'problem' in read) {
      faults.push({ place: setting.variable, problem: read.problem, mend: setting.meaning });
    }
    values[name] = read !== undefined && 'value' in read ? read.value : undefined;
  }
  const configuration = values as unknown as Configuration;
  if (faults.length === 0) faults.push(...contradictions(configuration));
  if (faults.length > 0) {
    throw new TallyError(
      'configuration-invalid',
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`,
      faults,
    );
  }
  return Object.freeze(configuration);
}

/** What the setting was given as: the variable, the file of a secret, else the default. */
function givenText(
  setting: Setting,
  environment: NodeJS.ProcessEnv,
  faults: ErrorDetail[],
): string | undefined {
  const own = present(environment[setting.variable]);
  if (setting.secret !== true) return own ?? setting.fallback;
  const fileVariable = `${setting.variable}_FILE`;
  const file = present(environment[fileVariable]);
  if (file === undefined) return own ?? setting.fallback;
  if (own !== undefined) {
    faults.push({
      place: setting.variable,
      problem: `It is given twice, also by ${fileVariable}.`,
      mend: 'Keep one of them.',
    });
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push({
      place: fileVariable,
      problem: `The file ${file} cannot be read (${code ?? 'unknown'}).`,
      mend: 'Check the path and the permissions.',
    });
    return undefined;
  }
}

function unknownVariables(environment: NodeJS.ProcessEnv): ErrorDetail[] {
  const known = byName.flatMap(([, { variable, secret }]) =>
    secret === true ? [variable, `${variable}_FILE`] : [variable],
  );
  return Object.keys(environment)
    .filter((name) => name.startsWith('TALLY_') && !known.includes(name))
    .sort()
    .map((place) => {
      const nearest = nearestName(place, known);
      const mend = nearest === undefined ? 'Remove it.' : `Did you mean ${nearest}?`;
      return { place, problem: 'The server knows no setting of that name.', mend };
    });
}

/** What each setting allows and two together do not. */
function contradictions(configuration: Configuration): ErrorDetail[] {
  const faults: ErrorDetail[] = [];
  if (configuration.persistedQueries === 'known-only' && configuration.knownQueries === undefined) {
    faults.push({
      place: settings.knownQueries.variable,
      problem: `It is needed where ${settings.persistedQueries.variable} is known-only.`,
      mend: 'Name the file of known queries.',
    });
  }
  if (configuration.tracesHeaders !== undefined && configuration.tracesUrl === undefined) {
    faults.push({
      place: settings.tracesUrl.variable,
      problem: `It is needed where ${settings.tracesHeaders.variable} is given.`,
      mend: 'Say where traces are sent.',
    });
  }
  faults.push(...accessFaults(configuration));
  return faults;
}

export interface EffectiveSetting {
  readonly variable: string;
  /** As it would be written in the environment; null where it is absent. Secrets are `(secret)`. */
  readonly value: string | null;
  readonly from: 'environment' | 'file' | 'default';
}

/** The settings as they are in effect, in the order of the catalogue, with secrets hidden. */
export function effectiveSettings(environment: NodeJS.ProcessEnv): EffectiveSetting[] {
  return byName.map(([, { variable, fallback, secret }]) => {
    const own = present(environment[variable]);
    const file = secret === true ? present(environment[`${variable}_FILE`]) : undefined;
    const value = secret === true && (own ?? file) !== undefined ? '(secret)' : (own ?? fallback ?? null);
    return {
      variable,
      value,
      from: file !== undefined ? 'file' : own !== undefined ? 'environment' : 'default',
    };
  });
}

function present(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
