/** How a setting's text is read. `undefined` comes only from settings without a default. */
export interface SettingKind<Value> {
  /** For the reference page: `whole number from 1 to 65535`. */
  readonly name: string;
  /** The value, or what is wrong with the text, in one sentence. */
  readonly read: (text: string) => { readonly value: Value } | { readonly problem: string };
}

export interface Setting<Value = unknown> {
  readonly variable: `TALLY_${string}`;
  readonly kind: SettingKind<Value>;
  /** As it would be written in the environment; undefined where the setting may be absent. */
  readonly fallback: string | undefined;
  readonly meaning: string;
  /** Never printed or logged, and may be given as a file named by `<variable>_FILE`. */
  readonly secret?: true;
}

export const text: SettingKind<string> = { name: 'text', read: (value) => ({ value }) };

export const path: SettingKind<string> = { name: 'path', read: (value) => ({ value }) };

export function whole(from: number, to: number): SettingKind<number> {
  return {
    name: `whole number from ${from} to ${to}`,
    read: (value) => {
      const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
      return number >= from && number <= to
        ? { value: number }
        : { problem: `It is not a whole number from ${from} to ${to}.` };
    },
  };
}

export function choice<const Choice extends string>(...choices: readonly Choice[]): SettingKind<Choice> {
  return {
    name: choices.map((each) => `\`${each}\``).join(' or '),
    read: (value) => {
      const found = choices.find((each) => each === value);
      return found === undefined ? { problem: `It is none of ${choices.join(', ')}.` } : { value: found };
    },
  };
}

export const onOrOff: SettingKind<boolean> = {
  name: '`on` or `off`',
  read: (value) =>
    value === 'on' || value === 'off' ? { value: value === 'on' } : { problem: 'It is neither on nor off.' },
};

export const list: SettingKind<readonly string[]> = {
  name: 'list, separated by commas',
  read: (value) => ({
    value: value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  }),
};

export const webAddress: SettingKind<string> = {
  name: 'web address',
  read: (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    return parsed?.protocol === 'https:' || parsed?.protocol === 'http:'
      ? { value }
      : { problem: 'It is not a web address such as https://login.example.com/.' };
  },
};

/** A setting that always has a value. */
export function setting<Value>(
  variable: Setting['variable'],
  kind: SettingKind<Value>,
  fallback: string,
  meaning: string,
): Setting<Value> {
  return { variable, kind, fallback, meaning };
}

/** A setting that may be absent. */
export function optional<Value>(
  variable: Setting['variable'],
  kind: SettingKind<Value>,
  meaning: string,
): Setting<Value | undefined> {
  return { variable, kind, fallback: undefined, meaning };
}

/** A secret that may be absent. */
export function secret(variable: Setting['variable'], meaning: string): Setting<string | undefined> {
  return { variable, kind: text, fallback: undefined, meaning, secret: true };
}
