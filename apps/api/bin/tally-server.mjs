#!/usr/bin/env node
import { runProgram } from '../../../scripts/run-program.mjs';

await runProgram({ name: 'tally-server', app: 'api', entry: import.meta.url });
