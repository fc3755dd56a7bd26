#!/usr/bin/env node
import { runProgram } from '../../../scripts/run-program.mjs';

await runProgram({ name: 'tally', app: 'cli', entry: import.meta.url });
