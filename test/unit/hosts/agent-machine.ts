/** A machine of its own for `castellan` as real processes: its folder, the agent, and what that answers by HTTP. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const ROOT = resolve(import.meta.dirname, '../../..')
const MAIN = join(ROOT, 'src-main/hosts/cli/main.ts')

export interface Agent {
  readonly child: ChildProcess
  readonly address: string
}

export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'castellan-agent-'))
  #running: ChildProcess[] = []

  castellan(...args: readonly string[]): ChildProcess {
    // The secrets of a server are in its own folder.
    const { DBUS_SESSION_BUS_ADDRESS: _, ...plain } = process.env
    const env = { ...plain, CASTELLAN_DATA: this.folder }
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running.push(child)
    return child
  }
  /** Starts the agent and resolves when it says that it works. */
  async agent(workspace: string): Promise<Agent> {
    const child = this.castellan('agent', '--workspace', workspace, '--port', '0')
    if (!child.stdout) throw new Error('It has an output.')
    for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) }
    throw new Error(`It ended with ${(await ended(child)).err}`)
  }
  /** Ends what a test left running. */
  killAll(): void {
    for (const child of this.#running)
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    this.#running = []
  }
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function ended(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  const err: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdout?.resume()
  const [code] = await once(child, 'close')
  return { code, err: Buffer.concat(err).toString() }
}

/** Asks it to stop, and answers with which code it ended. */
export async function stopped(
  { child }: Agent,
  signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM',
): Promise<number | null> {
  const end = ended(child)
  child.kill(signal)
  return (await end).code
}

export const ask = (
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ readonly status: number; readonly body: string }> =>
  new Promise((done, failed) => {
    const asked = request(`${address}${path}`, { headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body }))
    })
    asked.on('error', failed)
    asked.end()
  })

/** `/health`, with its status. */
export async function health({ address }: Agent): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await ask(address, '/health')
  return { status, ...JSON.parse(body) }
}

/** One figure of `/metrics`, with its labels as they are written; undefined where it is left out. */
export async function metric({ address }: Agent, name: string): Promise<number | undefined> {
  const { body } = await ask(address, '/metrics')
  const line = body.split('\n').find((l) => l.startsWith(`castellan_${name} `))
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')))
}
