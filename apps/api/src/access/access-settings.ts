import { existsSync } from 'node:fs';
import { isSafeAddress, type JsonWebTokenSettings, signatureAlgorithms } from '@tallystick/access';
import type { ErrorDetail } from '@tallystick/errors';
import { filesOf } from '../configuration/ledger-of.js';
import { type Configuration, settings } from '../configuration/settings.js';

type AccessConfiguration = Pick<
  Configuration,
  | 'jwtIssuer'
  | 'jwtAudiences'
  | 'jwtKeysUrl'
  | 'jwtKeysPath'
  | 'jwtAlgorithms'
  | 'jwtToleranceSeconds'
  | 'jwtGrantsClaim'
  | 'jwtKeysMaximumAgeSeconds'
  | 'jwtKeysCooldownSeconds'
  | 'jwtKeysTimeoutSeconds'
>;

/** The file of tokens and grants. */
export function accessFileOf(
  configuration: Pick<Configuration, 'accessFile' | 'ledger' | 'dataFolder'>,
): string {
  return configuration.accessFile ?? `${filesOf(configuration)}.access`;
}

/** How JSON Web Tokens are taken; undefined where no issuer is configured. */
export function jsonWebTokenSettings(configuration: AccessConfiguration): JsonWebTokenSettings | undefined {
  const { jwtIssuer, jwtAudiences, jwtKeysUrl, jwtKeysPath } = configuration;
  const keys =
    jwtKeysUrl !== undefined
      ? ({ kind: 'address', url: jwtKeysUrl } as const)
      : jwtKeysPath !== undefined
        ? ({ kind: 'file', path: jwtKeysPath } as const)
        : undefined;
  if (jwtIssuer === undefined || jwtAudiences === undefined || keys === undefined) return undefined;
  return {
    issuer: jwtIssuer,
    audiences: jwtAudiences,
    keys,
    algorithms: configuration.jwtAlgorithms,
    toleranceSeconds: configuration.jwtToleranceSeconds,
    grantsClaim: configuration.jwtGrantsClaim,
    keysMaximumAgeSeconds: configuration.jwtKeysMaximumAgeSeconds,
    keysCooldownSeconds: configuration.jwtKeysCooldownSeconds,
    keysTimeoutSeconds: configuration.jwtKeysTimeoutSeconds,
  };
}

/** What is wrong among the settings of JSON Web Tokens together. */
export function accessFaults(configuration: AccessConfiguration): readonly ErrorDetail[] {
  const { jwtIssuer, jwtAudiences, jwtKeysUrl, jwtKeysPath, jwtGrantsClaim, jwtAlgorithms } = configuration;
  const faults: ErrorDetail[] = [];
  const given = [jwtIssuer, jwtAudiences, jwtKeysUrl, jwtKeysPath, jwtGrantsClaim].some(
    (each) => each !== undefined,
  );
  const need = (name: 'jwtIssuer' | 'jwtAudiences', isMissing: boolean, mend: string) => {
    if (given && isMissing) {
      faults.push({
        place: settings[name].variable,
        problem: 'JSON Web Tokens cannot be taken without it.',
        mend,
      });
    }
  };
  need('jwtIssuer', jwtIssuer === undefined, 'Name the issuer, as tokens have it in `iss`.');
  need('jwtAudiences', (jwtAudiences ?? []).length === 0, 'Name what tokens for this server have in `aud`.');
  if (given && (jwtKeysUrl === undefined) === (jwtKeysPath === undefined)) {
    faults.push({
      place: settings.jwtKeysUrl.variable,
      problem: `Either it or ${settings.jwtKeysPath.variable} says where the issuer's keys are.`,
      mend: 'Give one of the two.',
    });
  }
  if (jwtKeysUrl === undefined && jwtKeysPath !== undefined && !existsSync(jwtKeysPath)) {
    faults.push({
      place: settings.jwtKeysPath.variable,
      problem: `There is no file ${jwtKeysPath}.`,
      mend: "Put the issuer's JSON Web Key Set there; it may be changed while the server runs.",
    });
  }
  if (jwtKeysUrl !== undefined && !isSafeAddress(jwtKeysUrl)) {
    faults.push({
      place: settings.jwtKeysUrl.variable,
      problem: 'Keys that come from another machine without TLS could be exchanged on the way.',
      mend: 'Use an https address, or one on this machine.',
    });
  }
  const unsound = jwtAlgorithms.filter((each) => !(signatureAlgorithms as readonly string[]).includes(each));
  if (unsound.length > 0 || jwtAlgorithms.length === 0) {
    faults.push({
      place: settings.jwtAlgorithms.variable,
      problem: unsound.length === 0 ? 'It names none.' : `${unsound.join(', ')} cannot be allowed.`,
      mend: `Use some of ${signatureAlgorithms.join(', ')}.`,
    });
  }
  return faults;
}
