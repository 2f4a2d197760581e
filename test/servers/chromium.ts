import { existsSync } from 'node:fs'
import { aptInstall } from './apt.ts'
import { missing, reasonOf } from './say.ts'
import { which } from './which.ts'

/** How to launch a browser with Playwright. */
export interface ChromiumProgram {
  readonly executablePath: string
  readonly args: readonly string[]
}

/**
 * Debian's packages, the better first: the shell is the browser without its own windows, the same engine and page for
 * a tenth less work.
 */
const PACKAGES = ['chromium-headless-shell', 'chromium'] as const

/**
 * A Chromium: the one of CASTELLAN_TEST_CHROMIUM, Playwright's own, the one installed, or Debian's package.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findChromium(): Promise<ChromiumProgram | undefined> {
  const found =
    process.env['CASTELLAN_TEST_CHROMIUM'] ||
    (await playwrightsOwn()) ||
    which(...PACKAGES, 'chromium-browser', 'google-chrome')
  if (found) return program(found)
  const reasons: string[] = []
  for (const name of PACKAGES) {
    try {
      await aptInstall('chromium', [name])
      const installed = which(name)
      if (installed) return program(installed)
      reasons.push(`its package brought no ${name}`)
    } catch (error) {
      reasons.push(reasonOf(error))
    }
  }
  return missing('Chromium', [...reasons, 'run `npx playwright install chromium`'])
}

async function playwrightsOwn(): Promise<string | undefined> {
  // Half a second to load, which every program that starts a server would pay.
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

function program(executablePath: string): ChromiumProgram {
  // Chromium refuses its sandbox to root, and containers give it little shared memory.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
  return { executablePath, args }
}
