import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const libs = fileURLToPath(new URL('./libs/', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@tallystick\/(.+)$/, replacement: `${libs}$1/src/index.ts` },
      // Nest loads the CommonJS build of graphql, as it does outside the tests; a second one would be another library.
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
    ],
  },
  test: {
    include: ['{apps,libs,test}/**/*.test.ts'],
    reporters: ['default', './test/support/plain-summary-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // Much of the time of a test is waiting for processes and disks, also where there are only two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
