import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'test/e2e/**'],
    globalSetup: ['test/servers/vitest-setup.ts'],
    // Real servers answer slowly on a busy machine; a test that hangs still ends.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Native modules are not safe in worker threads, and two cores are shared with the servers.
    pool: 'forks',
    maxWorkers: 2,
  },
})
