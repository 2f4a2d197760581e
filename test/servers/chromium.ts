import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { aptInstall } from './apt.ts'
import { missing, reasonOf } from './say.ts'
import { which } from './which.ts'

/** How to launch a browser with Playwright. */
export interface ChromiumProgram {
  readonly executablePath: string
  readonly args: readonly string[]
}

/**
 * A Chromium: the one of CASTELLAN_TEST_CHROMIUM, Playwright's own, the one installed, or Debian's package.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findChromium(): Promise<ChromiumProgram | undefined> {
  const found = look()
  if (found) return program(found)
  try {
    await aptInstall('chromium', ['chromium'])
  } catch (error) {
    return missing('Chromium', [reasonOf(error), 'run `npx playwright install chromium`'])
  }
  const installed = look()
  return installed ? program(installed) : missing('Chromium', ['its package brought no chromium'])
}

function look(): string | undefined {
  const chosen = process.env['CASTELLAN_TEST_CHROMIUM']
  if (chosen) return chosen
  const own = chromium.executablePath()
  return existsSync(own) ? own : which('chromium', 'chromium-browser', 'google-chrome')
}

function program(executablePath: string): ChromiumProgram {
  // Chromium refuses its sandbox to root, and containers give it little shared memory.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
  return { executablePath, args }
}
