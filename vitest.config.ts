import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'test/**/*.test.ts',
      'docs/**/*.test.ts',
      'valuta/**/*.test.ts',
      'verificatore/**/*.test.ts',
    ],
    globalSetup: ['test/support/globale.ts'],
    reporters: ['default', './test/support/relatore.ts'],
    pool: 'forks',
    // One process does many files, so that what they all import is read, and made fast by the engine, once: half the time. What a test
    // leaves in a module's memory reaches the next: it must not matter, as it must not in a server that lives for months.
    isolate: false,
    // Two cores, and PostgreSQL and Chromium want a share of them.
    maxWorkers: 2,
    // A screen with axe at two widths takes half a minute on a busy machine.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    retry: 0,
    // What a poll waits for comes sooner or later; a second is not enough on two busy cores.
    expect: { poll: { timeout: 30_000 } },
    // The machine's own zone must not decide what passes: the code asks for Europe/Rome by name.
    env: { TZ: 'UTC' },
  },
});
