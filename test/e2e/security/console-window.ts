import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { assembleElectronApp, startDisplay, testerDir } from '../../servers/index.ts'

const OUT = resolve(import.meta.dirname, '../../../out')

/** The built console in a real Electron, on the sample workspace, with its sandbox on. */
export interface ConsoleWindow {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  /** Everything that the page's console said since it was opened. */
  readonly said: readonly string[]
  close(): Promise<void>
}

/** Opens it; `undefined` where there is no Electron or display and CI is not set. */
export async function openConsoleWindow(...args: readonly string[]): Promise<ConsoleWindow | undefined> {
  const assembled = await assembleElectronApp(OUT)
  const display = assembled && (await startDisplay())
  if (!assembled || !display) return undefined
  const data = testerDir('data')
  const app = await _electron.launch({
    executablePath: assembled.executablePath,
    args: [...assembled.args, ...args],
    env: { ...process.env, DISPLAY: display.name, CASTELLAN_DATA: join(data.path) },
  })
  const said: string[] = []
  app.on('window', (page) => page.on('console', (message) => said.push(message.text())))
  const page = await app.firstWindow()
  page.on('console', (message) => said.push(message.text()))
  return {
    app,
    page,
    dataDir: data.path,
    said,
    close: async () => {
      await app.close()
      await display.stop()
      assembled.remove()
      data.remove()
    },
  }
}
