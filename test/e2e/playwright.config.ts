import { defineConfig } from '@playwright/test'

/** End to end: the built console in real hosts. One at a time, since they share the machine's screen and cores. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
})
