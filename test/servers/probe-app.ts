import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FILES: Readonly<Record<string, string>> = {
  'main/index.cjs': `
const { app, BrowserWindow, protocol } = require('electron')
const path = require('node:path')
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.enableSandbox()
app.whenReady().then(() => {
  const page = '<!doctype html><title>Probe</title><h1>It opens</h1>'
  protocol.handle('app', () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }))
  const Database = require('libsql')
  globalThis.facts = { user: process.getuid(), answer: new Database(':memory:').prepare('select 42 as n').get().n }
  globalThis.keytar = require('keytar')
  const preload = path.join(__dirname, '../preload/index.cjs')
  new BrowserWindow({ webPreferences: { sandbox: true, preload } }).loadURL('app://probe/index.html')
})
`,
  'preload/index.cjs': `
require('electron').contextBridge.exposeInMainWorld('sandboxed', process.sandboxed)
`,
}

/** Writes the smallest build that shows whether the runtime can carry the real one. */
export function writeProbeApp(outDir: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    const file = join(outDir, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
