import { defineConfig } from '@playwright/test'

/** End to end: the built console in real hosts. Two files at a time: most of a walk is waiting for what is drawn. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 3,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list']],
})
