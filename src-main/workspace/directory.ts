/** The list of workspaces on this machine: names and kinds, no secrets. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { badInput, CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { SAMPLE_WORKSPACE } from '../../src-preload/contract/sample-workspace.ts'
import { alone } from './alone.ts'

const settings = z.object({
  name: z.string(),
  kind: z.enum(['local', 'connected']),
  /** Connected only: the database's name. The URI is in the keychain. */
  database: z.string().optional(),
  /** Where its events go when not through this process; the address is in the keychain. */
  broker: z.literal('rabbitmq').optional(),
  /** Address of the person who is signed in on this machine. */
  person: z.string(),
  /** Name servers that domain claims are checked with, `ip` or `ip:port`; absent: the system's. */
  dns: z.array(z.string()).optional(),
  /** The guided flow that connected it: finished again, it finds its work done. */
  flow: z.string().optional(),
})
export type WorkspaceSettings = z.infer<typeof settings>

export const SAMPLE = SAMPLE_WORKSPACE

/** Where the console keeps its files, by the system's custom; `CASTELLAN_DATA` overrules. */
export function dataDirectory(): string {
  if (process.env['CASTELLAN_DATA']) return process.env['CASTELLAN_DATA']
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'Castellan')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Castellan')
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'castellan')
}

const fileIn = (dir: string): string => join(dir, 'workspaces.json')

/** Throws `UNAVAILABLE` where there is a list that cannot be read: what it names is not to be taken for gone. */
export function readWorkspaces(dir: string): WorkspaceSettings[] {
  const file = fileIn(dir)
  if (!existsSync(file)) return []
  try {
    return z.array(settings).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new CastellanError(
      'UNAVAILABLE',
      `The list of workspaces cannot be read: ${file} is no list of ours, or not this user's.`,
      { what: 'workspaces' },
    )
  }
}

export function writeWorkspaces(dir: string, list: readonly WorkspaceSettings[]): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  writeFileSync(`${fileIn(dir)}.new`, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${fileIn(dir)}.new`, fileIn(dir))
}

/** What other processes changed meanwhile is in the list that `change` is given. */
export const changeWorkspaces = (
  dir: string,
  change: (list: readonly WorkspaceSettings[]) => readonly WorkspaceSettings[],
): Promise<void> => alone(dir, async () => writeWorkspaces(dir, change(readWorkspaces(dir))))

export function requireName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) throw badInput('name', ISSUES.workspaceName)
  return name
}

export function requireWorkspace(dir: string, name: string): WorkspaceSettings {
  const found = readWorkspaces(dir).find((w) => w.name === name)
  if (!found) throw notFound('workspace')
  return found
}
