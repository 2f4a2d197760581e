/** The machine that the console of the test world runs on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Workspaces } from '../../../src-main/wizards/index.ts'
import { keychainOf } from '../../../src-main/workspace/keychain.ts'
import { workspacesOf } from '../../../src-main/workspace/workspaces.ts'

/** An empty machine: no workspace but the sample, an own keychain. */
export async function thisMachine(): Promise<{ workspaces: Workspaces; remove: () => void }> {
  const dir = mkdtempSync(join(tmpdir(), 'castellan-isolation-'))
  const keychain = await keychainOf(dir)
  return {
    workspaces: workspacesOf(dir, keychain),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
