/**
 * The same console in both hosts, so that one walk is written once and taken twice: of each area what a window could do
 * otherwise – streams, the clipboard, keys, a change of another process – and the rest in the browser alone.
 */
import { type Page, test } from '@playwright/test'
import { openConsoleWindow, type WindowOptions } from '../security/console-window.ts'
import { openServed } from './served.ts'

export interface Host {
  readonly name: 'chromium' | 'electron'
  readonly page: Page
  readonly dataDir: string
  /** What the page threw and did not catch: a test ends with none. */
  readonly broken: readonly string[]
  /** What is on the clipboard after somebody pressed Copy. */
  copied(): Promise<string>
  /** Another window of the same person; only a browser has one. */
  readonly another?: () => Promise<Page>
  close(): Promise<void>
}

type Open = (options?: WindowOptions) => Promise<Host | undefined>

/** Opens each host, on a new folder with the sample unless told otherwise; undefined where there is none and `CI` is not set. */
const HOSTS: { readonly [N in Host['name']]: Open } = {
  chromium: openInBrowser,
  electron: async (options) => {
    const opened = await openConsoleWindow(options)
    if (!opened) return undefined
    const broken: string[] = []
    opened.page.on('pageerror', (error) => broken.push(String(error)))
    // A control that is not there is known soon; what takes longer is waited for by its result.
    opened.page.setDefaultTimeout(20_000)
    return {
      name: 'electron',
      page: opened.page,
      dataDir: opened.dataDir,
      broken,
      copied: () => opened.app.evaluate(({ clipboard }) => clipboard.readText()),
      close: opened.close,
    }
  },
}

/** The browser alone, for walks that a window would take the same way. */
export async function openInBrowser(options?: WindowOptions): Promise<Host | undefined> {
  const served = await openServed(options)
  if (!served) return undefined
  const { page } = served
  return {
    ...served,
    name: 'chromium',
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    another: async () => {
      const other = await page.context().newPage()
      await other.goto(page.url().replace(/#.*$/, ''))
      return other
    },
  }
}

/** Registers a walk for each host; they have nothing in common, and may be taken at the same time. */
export function inBothHosts(walk: (host: Host['name'], open: Open) => void): void {
  test.describe.configure({ mode: 'parallel' })
  walk('chromium', HOSTS.chromium)
  walk('electron', HOSTS.electron)
}
