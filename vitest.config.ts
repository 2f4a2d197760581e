import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'test/e2e/**'],
    globalSetup: ['test/servers/vitest-setup.ts'],
    // Real servers answer slowly on a busy machine; a test that hangs still ends.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Native modules are not safe in worker threads. Three on two cores: most of the long tests wait for a server.
    pool: 'forks',
    maxWorkers: 3,
    // The core is loaded once for many files: with a process for each, loading takes a fifth of the whole. No file mocks a
    // module or leaves a global changed.
    isolate: false,
  },
})
