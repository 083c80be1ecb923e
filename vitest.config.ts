import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that put other modules in the place of ours: what they change would stay for the files after them. */
const ISOLATED = ['**/*.isolated.test.ts'];
const ELSEWHERE = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['harness/**/*.test.ts', 'scripts/**/*.test.ts', 'site/**/*.test.ts'],
          exclude: [...ISOLATED, ...ELSEWHERE],
          // The guide and the R4 definitions are read once a worker, not once a file: no test changes a module's state.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: ISOLATED, exclude: ELSEWHERE, isolate: true } },
    ],
  },
});
