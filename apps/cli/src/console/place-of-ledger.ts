import { readFileSync } from 'node:fs';
import { TallyError } from '@tallystick/errors';
import { type LedgerPlace, ledgerPlace } from '../application.js';
import { settings } from '../settings.js';

/**
 * Where a ledger is, by its path or address and what the environment says of its server.
 * @throws TallyError `ledger-address-invalid`, `file-not-found`, `usage`.
 */
export function placeOfLedger(ledger: string, environment: NodeJS.ProcessEnv): LedgerPlace {
  const given = ({ variable }: { readonly variable: string }): string | undefined => {
    const text = environment[variable];
    return text === '' ? undefined : text;
  };
  const whole = (setting: { readonly variable: string }): number | undefined => {
    const text = given(setting);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new TallyError('usage', `${setting.variable} is "${text}"; it must be a whole number from 1 on.`);
    }
    return Number(text);
  };
  return ledgerPlace(ledger, {
    user: given(settings.ledgerUser),
    password:
      given(settings.ledgerPassword) ??
      passwordOf(given({ variable: `${settings.ledgerPassword.variable}_FILE` })),
    authorityFile: given(settings.ledgerAuthorityFile),
    deadlineSeconds: whole(settings.ledgerDeadlineSeconds),
    idleSeconds: whole(settings.ledgerIdleSeconds),
    appendBytes: whole(settings.ledgerAppendBytes),
    dataFolder: given(settings.data) ?? settings.data.fallback,
    subjectsFile: given(settings.subjects),
  });
}

function passwordOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    throw new TallyError('file-not-found', `The file ${file} of the password cannot be read.`, [], error);
  }
}
