import { resolve } from 'node:path'
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

export interface WindowOptions {
  readonly workspace?: string
  /** Where workspaces are kept, a folder that the window's user may write to; absent: a new one with the sample. */
  readonly dataDir?: string
  /** In addition to the run's own, such as where a keyring answers. */
  readonly env?: Readonly<Record<string, string>>
}

/** Opens it; `undefined` where there is no Electron or display and CI is not set. */
export async function openConsoleWindow({
  workspace = 'sample',
  dataDir,
  env = {},
}: WindowOptions = {}): Promise<ConsoleWindow | undefined> {
  const assembled = await assembleElectronApp(OUT)
  const display = assembled && (await startDisplay())
  if (!assembled || !display) return undefined
  const own = dataDir === undefined ? testerDir('data') : undefined
  const data = own?.path ?? dataDir ?? ''
  const app = await _electron.launch({
    executablePath: assembled.executablePath,
    args: [...assembled.args, '--workspace', workspace],
    env: { ...process.env, ...env, DISPLAY: display.name, CASTELLAN_DATA: data },
  })
  const said: string[] = []
  app.on('window', (page) => page.on('console', (message) => said.push(message.text())))
  const page = await app.firstWindow()
  page.on('console', (message) => said.push(message.text()))
  return {
    app,
    page,
    dataDir: data,
    said,
    close: async () => {
      // A window with a draft asks in a box of the system's, and nobody is there to answer.
      const drop = app.evaluate(({ dialog }) => {
        dialog.showMessageBoxSync = () => 1
      })
      // Where it has ended by itself, nothing asks.
      await drop.catch(() => undefined)
      await app.close()
      await display.stop()
      assembled.remove()
      own?.remove()
    },
  }
}
