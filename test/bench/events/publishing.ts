/** Starts a process that publishes, so that this one's thread is the listener's alone. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Order } from './publisher.ts'

export interface Publishing {
  /** Publishes all of it once; resolves when the broker has confirmed every event. */
  publish(): Promise<{ readonly confirmed: number; readonly milliseconds: number }>
  stop(): Promise<void>
}

export async function startPublishing(order: Order): Promise<Publishing> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'publisher.ts'), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('The publishing process ended.')
    return value
  }
  await next()
  return {
    publish: async () => {
      child.stdin.write('go\n')
      const told: unknown = JSON.parse(await next())
      await next()
      return told as { confirmed: number; milliseconds: number }
    },
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
