import type { CommandDefinition } from '../command.js';
import { amend } from './amend.js';
import { demo } from './demo.js';
import { erase } from './erase.js';
import { evaluate } from './evaluate.js';
import { exit } from './exit.js';
import { explain } from './explain.js';
import { exportCommand } from './export.js';
import {
  checkpointCosign,
  checkpointList,
  checkpointMake,
  checkpointProve,
  checkpointReceive,
  checkpointShow,
} from './evidence/checkpoints.js';
import { keyAnnounce, keyCreate, keyList, keyRotate } from './evidence/keys.js';
import { contestRaise, contests, contestSettle, retract } from './flows/contests.js';
import {
  invoiceCompare,
  invoiceCredit,
  invoiceDispute,
  invoiceReceive,
  invoices,
  invoiceSettle,
} from './flows/invoices.js';
import { reliefClaim, reliefDecide, reliefs } from './flows/reliefs.js';
import { claimCreditsCommand, exitStep, obligationAct, rescind } from './flows/steps.js';
import { importCommand } from './import.js';
import { init } from './init.js';
import { issue } from './issue.js';
import { migrate } from './migrate.js';
import { record } from './record.js';
import { replay } from './replay.js';
import { restore } from './restore.js';
import { sign } from './sign.js';
import { simulate } from './simulate.js';
import { statement } from './statement.js';
import { statements } from './statements.js';
import { subjects } from './subjects.js';
import { termsCheck } from './terms-check.js';
import { termsDiff } from './terms-diff.js';
import { termsSchema } from './terms-schema.js';
import { termsShow } from './terms-show.js';
import { evidencePack, verifyPack } from './evidence/packs.js';
import { tickets } from './tickets.js';
import { verify } from './verify.js';
import { worktime } from './worktime.js';

/** All commands, in the order in which a person meets them. */
export const commands: readonly CommandDefinition[] = [
  demo,
  init,
  termsCheck,
  termsShow,
  termsDiff,
  termsSchema,
  sign,
  amend,
  rescind,
  importCommand,
  record,
  statement,
  issue,
  statements,
  replay,
  explain,
  tickets,
  exit,
  exitStep,
  obligationAct,
  contests,
  contestRaise,
  contestSettle,
  retract,
  reliefs,
  reliefClaim,
  reliefDecide,
  invoices,
  invoiceReceive,
  invoiceCompare,
  invoiceDispute,
  invoiceCredit,
  invoiceSettle,
  claimCreditsCommand,
  verify,
  keyCreate,
  keyList,
  keyAnnounce,
  keyRotate,
  checkpointMake,
  checkpointList,
  checkpointShow,
  checkpointProve,
  checkpointCosign,
  checkpointReceive,
  evidencePack,
  verifyPack,
  subjects,
  erase,
  exportCommand,
  restore,
  migrate,
  simulate,
  evaluate,
  worktime,
];
