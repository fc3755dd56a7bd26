import { type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import { readMapping, shippedMappings } from '@tallystick/sources';
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { readWebhook } from './read-webhook.js';
import type { Webhook } from './webhook.js';

/**
 * Reads every document (`*.yaml`, `*.yml`, `*.json`) of the folder of webhook sources. Mappings stand beside them in a
 * folder of their own, since a mapping is no source.
 *
 * @param environment where secrets are looked up.
 * @throws TallyError `webhook-invalid` with the faults of all documents at once, `file-not-found`.
 */
export function loadWebhooks(folder: string, environment: NodeJS.ProcessEnv): ReadonlyMap<string, Webhook> {
  const webhooks = new Map<string, Webhook>();
  const placeOf = new Map<string, string>();
  const faults: ErrorDetail[] = [];
  for (const file of documentsOf(folder)) {
    try {
      const webhook = readWebhook(readFileSync(join(folder, file), 'utf8'), file, {
        secrets: {
          variable: (name) => environment[name],
          file: (path) => textOf(within(folder, path)),
        },
        mapping: (name) => mappingOf(folder, name),
      });
      const other = placeOf.get(webhook.name);
      if (other !== undefined) {
        faults.push({
          place: `${file}: webhook`,
          problem: `${other} has the same name.`,
          mend: 'Give each source a name of its own.',
        });
      }
      placeOf.set(webhook.name, file);
      webhooks.set(webhook.name, webhook);
    } catch (error) {
      if (!isTallyError(error)) throw error;
      faults.push(
        ...(error.details.length > 0
          ? error.details.map((detail) => ({
              ...detail,
              place: detail.place.includes(file) ? detail.place : `${file}: ${detail.place}`,
            }))
          : [{ place: file, problem: error.message, mend: 'Correct the document.' }]),
      );
    }
  }
  if (faults.length > 0) {
    throw new TallyError(
      'webhook-invalid',
      `The webhook sources in ${folder} have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`,
      faults,
    );
  }
  return webhooks;
}

function documentsOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /\.(?:yaml|yml|json)$/.test(file))
      .sort();
  } catch (error) {
    throw new TallyError(
      'file-not-found',
      `There is no folder of webhook sources at ${folder}.`,
      [
        {
          place: folder,
          problem: 'It cannot be read as a folder.',
          mend: 'Make it, or correct TALLY_WEBHOOKS.',
        },
      ],
      error,
    );
  }
}

function mappingOf(folder: string, name: string): ReturnType<typeof readMapping> {
  const shipped = shippedMappings().find((mapping) => mapping.name === name)?.path;
  const text = textOf(shipped ?? within(folder, name));
  if (text === undefined) {
    const names = shippedMappings().map((mapping) => mapping.name);
    throw new TallyError('file-not-found', `There is no mapping "${name}".`, [
      {
        place: name,
        problem: 'It is neither the name of a shipped mapping nor a file that can be read.',
        mend: `Name a file beside the document, or one of ${names.join(', ')}.`,
      },
    ]);
  }
  return readMapping(text, name);
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
