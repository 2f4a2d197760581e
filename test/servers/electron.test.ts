import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { expect, it } from 'vitest'
import { assembleElectronApp, startDisplay, startKeyring, tempDir } from './index.ts'
import { writeProbeApp } from './probe-app.ts'

it('Electron opens a sandboxed window that is not root and reaches database and keyring', async (test) => {
  const [display, keyring] = await Promise.all([startDisplay(), startKeyring()])
  const build = tempDir('probe')
  writeProbeApp(join(build.path, 'out'))
  const assembled = await assembleElectronApp(join(build.path, 'out'))
  if (!display || !keyring || !assembled) return test.skip('no Electron, display or keyring here')
  const { executablePath, args } = assembled
  const env = { ...process.env, DISPLAY: display.name, ...keyring.env, CASTELLAN_WORDS: `it's "here"` }
  const app = await _electron.launch({ executablePath, args: [...args], env, chromiumSandbox: true })
  try {
    const window = await app.firstWindow()
    await window.waitForSelector('h1')
    expect(await window.title()).toBe('Probe')
    expect(await window.evaluate('sandboxed')).toBe(true)
    const facts = await app.evaluate('({ ...facts, words: process.env.CASTELLAN_WORDS })')
    expect(facts).toMatchObject({ answer: 42, words: `it's "here"` })
    expect(facts).not.toHaveProperty('user', 0)
    const kept = `keytar.setPassword('castellan-test', 'window', 'kept').then(() => keytar.getPassword('castellan-test', 'window'))`
    expect(await app.evaluate(kept)).toBe('kept')
  } finally {
    await app.close()
    for (const part of [assembled, build]) part.remove()
    await Promise.all([display.stop(), keyring.stop()])
  }
})
