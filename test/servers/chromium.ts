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
 * The browser without its own windows: the same engine and page for a tenth less work. Debian has it beside
 * Chromium; Ubuntu has neither as a package.
 */
const SHELL = 'chromium-headless-shell'
const WINDOWED = ['chromium', 'chromium-browser', 'google-chrome'] as const

/**
 * A Chromium: the one of CASTELLAN_TEST_CHROMIUM, Playwright's own, Debian's shell or, without the right to install
 * that, a Chromium that is there.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findChromium(): Promise<ChromiumProgram | undefined> {
  const found = process.env['CASTELLAN_TEST_CHROMIUM'] || playwrightsOwn()
  if (found) return program(found)
  const reasons: string[] = []
  for (const names of [[SHELL], WINDOWED] as const) {
    try {
      const there = which(...names) ?? (await install(names))
      if (there) return program(there)
    } catch (error) {
      reasons.push(reasonOf(error))
    }
  }
  return missing('Chromium', [...reasons, 'run `npx playwright install chromium`'])
}

async function install([name]: readonly [string, ...string[]]): Promise<string | undefined> {
  await aptInstall('chromium', [name])
  return which(name)
}

function playwrightsOwn(): string | undefined {
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

function program(executablePath: string): ChromiumProgram {
  // Chromium refuses its sandbox to root, and containers give it little shared memory.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
  return { executablePath, args }
}
