import type { Recorded } from '../../application.js';
import { defineCommand } from '../../command.js';
import { type FlowOptions, flowOptions, recordedJson, runFlow } from './flow.js';

interface Counting {
  readonly counts: boolean;
  readonly reason: string | null;
}

const counting = ({ counts, reason }: Counting): string =>
  counts ? 'It counts.\n' : `It does not count: ${reason ?? 'nothing is meant by it'}.\n`;

const exitSteps = ['notice', 'cure-plan', 'accept-cure', 'refuse-cure', 'exercise', 'waive'] as const;

export const exitStep = defineCommand<FlowOptions & { readonly reason?: string }>({
  name: 'exit-step',
  arguments: '<step> <exit>',
  summary: 'take a step under an exit clause',
  description: `Records a step of an exit right: ${exitSteps.join(', ')}. It is recorded either way; whether it moved the right, and why not, the answer says.`,
  options: [...flowOptions('client'), { flags: '--reason <text>', meaning: 'why a cure is refused' }],
  json: `${recordedJson}, "exit": id, "counts": whether it moved the right, "reason": why not, "state": of the right, "status": as in the statement}`,
  examples: [
    'tally exit-step notice p1-chronic',
    'tally exit-step cure-plan p1-chronic --asserted-by provider',
  ],
  run: (session, options, [word, exit]) =>
    runFlow<Recorded & Counting>(
      session,
      options,
      word === 'cure-plan' ? 'provider' : 'client',
      async (services, fields) => {
        const application = await import('../../application.js');
        const { requireWord } = await import('./require-word.js');
        const command = { ...fields, exit: exit! };
        switch (requireWord('step', word!, exitSteps)) {
          case 'notice':
            return application.serveExitNotice(services, command);
          case 'cure-plan':
            return application.submitCurePlan(services, command);
          case 'accept-cure':
            return application.decideCure(services, { ...command, decision: 'accepted' });
          case 'refuse-cure':
            return application.decideCure(services, {
              ...command,
              decision: 'refused',
              reason: options.reason,
            });
          case 'exercise':
            return application.exerciseExitRight(services, command);
          case 'waive':
            return application.waiveExitRight(services, command);
        }
      },
      counting,
    ),
});

const acts = ['fulfil', 'accept', 'refuse', 'waive'] as const;

interface ActOptions extends FlowOptions {
  readonly period?: string;
  readonly occurrence?: string;
  readonly evidenceDigest?: string;
  readonly note?: string;
  readonly reason?: string;
}

export const obligationAct = defineCommand<ActOptions>({
  name: 'obligation',
  arguments: '<act> <obligation>',
  summary: 'fulfil, accept, refuse or waive an obligation',
  description: `Records that an obligation was done or decided on: ${acts.join(', ')}. Which occurrence it was heard for, the answer says.`,
  options: [
    ...flowOptions('provider to fulfil, client to decide'),
    { flags: '--period <label>', meaning: 'the period that it is about (else the oldest that it fits)' },
    { flags: '--occurrence <key>', meaning: 'the key of the occurrence' },
    { flags: '--evidence-digest <hex>', meaning: 'the SHA-256 digest of the document that shows it' },
    { flags: '--note <text>', meaning: 'a note to the other party' },
    { flags: '--reason <text>', meaning: 'why it is refused or waived' },
  ],
  json: `${recordedJson}, "obligation": id, "counts": whether it changed anything, "reason": why not, "occurrence": {"key", "period", "state", "dueAt", "acceptBy"} or null}`,
  examples: ['tally obligation fulfil monthly-report --period 2025-03'],
  run: (session, options, [act, obligation]) =>
    runFlow<Recorded & Counting>(
      session,
      options,
      act === 'fulfil' ? 'provider' : 'client',
      async (services, fields) => {
        const application = await import('../../application.js');
        const { requireWord } = await import('./require-word.js');
        const { period, occurrence, evidenceDigest, note, reason } = options;
        const command = { ...fields, obligation: obligation!, period, occurrence };
        switch (requireWord('act', act!, acts)) {
          case 'fulfil':
            return application.fulfilObligation(services, { ...command, evidenceDigest, note });
          case 'accept':
            return application.acceptObligation(services, command);
          case 'refuse':
            return application.refuseObligation(services, { ...command, reason });
          case 'waive':
            return application.waiveObligation(services, { ...command, reason });
        }
      },
      counting,
    ),
});

interface ClaimOptions extends FlowOptions {
  readonly period: string;
  readonly serviceLevel?: string;
  readonly amount?: string;
}

export const claimCreditsCommand = defineCommand<ClaimOptions>({
  name: 'claim-credits',
  summary: 'claim the credits of a period',
  description:
    'Claims credits where the terms give them on claim only; the answer shows each with the last instant at which a claim is in time. One that comes too late is recorded and does nothing.',
  options: [
    ...flowOptions('client'),
    { flags: '--period <label>', meaning: 'the period that they arose in', required: true },
    { flags: '--service-level <id>', meaning: 'the service level claimed for (else all)' },
    { flags: '--amount <decimal>', meaning: 'the amount claimed (else what the statement says)' },
  ],
  json: `${recordedJson}, "period", "counts", "reason", "credits": [{"of", "id", "amount", "owed", "status", "claimBy", …}]}`,
  examples: ['tally claim-credits --period 2025-03'],
  run: (session, options) =>
    runFlow<Recorded & Counting>(
      session,
      options,
      'client',
      async (services, fields) => {
        const { claimCredits } = await import('../../application.js');
        const { period, serviceLevel, amount } = options;
        return claimCredits(services, { ...fields, period, serviceLevel, amount });
      },
      counting,
    ),
});

export const rescind = defineCommand<
  FlowOptions & { readonly effectiveFrom?: string; readonly reason?: string }
>({
  name: 'rescind',
  arguments: '<amendment>',
  summary: 'take an amendment back',
  description: 'Takes an amendment back: from a date on, or as if it had never held.',
  options: [
    ...flowOptions('client'),
    { flags: '--effective-from <date>', meaning: 'the first local day without it (else it never held)' },
    { flags: '--reason <text>', meaning: 'why' },
  ],
  json: `${recordedJson}}`,
  examples: ['tally rescind A1 --effective-from 2025-08-01'],
  run: (session, options, [amendment]) =>
    runFlow(session, options, 'client', async (services, fields) => {
      const { rescindAmendment } = await import('../../application.js');
      const { effectiveFrom, reason } = options;
      return rescindAmendment(services, { ...fields, amendment: amendment!, effectiveFrom, reason });
    }),
});
