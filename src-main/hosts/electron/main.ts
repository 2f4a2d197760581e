import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron'
import { dataDirectory, logDefect, openWorkspace, SAMPLE, type Workspace } from '../../workspace/index.ts'
import { servedBy } from '../served.ts'
import { joinPorts } from './bridge.ts'
import { denyPermissions, guardAllContents } from './guards.ts'
import { buildMenu } from './menu.ts'
import { declareScheme, serveScheme } from './scheme.ts'
import { openWindow } from './window.ts'

/** Told apart by `npm start`: the person has been told already, and another way of opening would not help. */
const EXIT_NO_WORKSPACE = 3

// Chromium adds switches of its own to the command line, so unknown ones are not refused.
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: {
    workspace: { type: 'string' },
    reset: { type: 'boolean' },
    'no-relay': { type: 'boolean' },
  },
  strict: false,
})
const name = typeof values.workspace === 'string' ? values.workspace : SAMPLE

app.enableSandbox()
declareScheme()
guardAllContents()

// One window a workspace: the lock, the window's state and Chromium's own files are each workspace's own.
const own = join(dataDirectory(), 'windows', name.replaceAll(/[^a-z0-9-]/g, '_'))
app.setPath('userData', own)

if (app.requestSingleInstanceLock()) start().catch(failed)
else app.exit(0)

async function start(): Promise<void> {
  await app.whenReady()
  denyPermissions(session.defaultSession)
  const workspace = await openWorkspace({
    name,
    reset: values.reset === true,
    relay: values['no-relay'] !== true,
  })
  serveScheme(protocol, join(__dirname, '../renderer'))
  joinPorts(servedBy(workspace, 'electron'))
  Menu.setApplicationMenu(buildMenu())
  closeWith(workspace)
  const show = () =>
    openWindow({
      title: `Castellan – ${workspace.name}`,
      preload: join(__dirname, '../preload/index.cjs'),
      stateFile: join(own, 'window.json'),
    })
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show().catch(failed)
  })
  await show()
}

/** The workspace is closed before the app ends, so that nothing acknowledged is still on its way. */
function closeWith(workspace: Workspace): void {
  let closing = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    // All windows are closed by now. A second quit() would leave some runtimes waiting for ever.
    workspace.close().then(
      () => app.exit(0),
      (error: unknown) => {
        logDefect(randomUUID(), 'electron: close', error)
        app.exit(1)
      },
    )
  })
}

function failed(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${reason}\n`)
  dialog.showErrorBox('Castellan cannot open this workspace', `Workspace ${name}: ${reason}`)
  app.exit(EXIT_NO_WORKSPACE)
}
