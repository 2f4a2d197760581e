/** The least there can be in the same runtime: one window with an empty page, packed and locked like the console. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { launcherOf, type PackagedApp, tempDir } from '../../servers/index.ts'
import { linkTree } from '../../servers/link-tree.ts'

const MAIN = `
const { app, BrowserWindow, protocol } = require('electron')
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.enableSandbox()
app.whenReady().then(() => {
  const page = '<!doctype html><title>Empty</title>'
  if (protocol.handle) protocol.handle('app', () => new Response(page, { headers: { 'content-type': 'text/html' } }))
  else protocol.registerStringProtocol('app', (_, answer) => answer({ mimeType: 'text/html', data: page }))
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  window.loadURL('app://empty/')
})
app.on('window-all-closed', () => app.quit())
`

export interface EmptyWindow {
  readonly launcher: string
  remove(): void
}

/** The package's own runtime with the fuses burnt in, and another archive in it. */
export async function emptyWindow({ dir }: PackagedApp): Promise<EmptyWindow> {
  const temp = tempDir('empty')
  chmodSync(temp.path, 0o755)
  const runtime = join(temp.path, 'runtime')
  linkTree(dir, runtime, (name) => !name.startsWith('app.asar'))
  const source = join(temp.path, 'source')
  mkdirSync(source)
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }))
  writeFileSync(join(source, 'main.cjs'), MAIN)
  await createPackage(source, join(runtime, 'resources/app.asar'))
  return { launcher: launcherOf(runtime, temp.path), remove: () => temp.remove() }
}
