import { notFound } from '../../../src-preload/contract/errors.ts'
import { HEADERS } from '../headers.ts'
import { atRate } from '../pace.ts'
import type { DeadLetter, DeadLetters, Which } from '../port.ts'
import type { Dead, MemoryQueue } from './work-queue.ts'

/** The dead letters of the queues in memory. */
export function memoryDeadLetters(queues: ReadonlyMap<string, MemoryQueue>): DeadLetters {
  const named = (name: string): MemoryQueue => {
    const found = queues.get(name)
    if (!found) throw notFound('queue')
    return found
  }
  return {
    counts: async () => [...queues].map(([queue, { dead }]) => ({ queue, messages: dead.size })),
    browse: async (name, limit) => [...named(name).dead].slice(0, limit).map((dead) => letterOf(name, dead)),
    async redrive(name, which, perSecond, signal) {
      const queue = named(name)
      const chosen = meant(queue, which)
      return atRate(chosen, perSecond, signal, async (dead) => {
        // Another redrive or a discard may have been quicker.
        if (!queue.dead.delete(dead)) return false
        const headers = { ...dead.delivery.headers, [HEADERS.redrivenAt]: new Date().toISOString() }
        queue.put({ ...dead.delivery, attempts: 0, headers })
        return true
      })
    },
    async discard(name, which) {
      const queue = named(name)
      const goes = meant(queue, which)
      for (const dead of goes) queue.dead.delete(dead)
      return goes.length
    },
  }
}

function meant({ dead }: MemoryQueue, which: Which): readonly Dead[] {
  if ('all' in which) return [...dead]
  const ids = new Set(which.ids)
  // Deleting answers whether it was still wanted: the first of each id is.
  return [...dead].filter(({ delivery }) => ids.delete(delivery.id))
}

function letterOf(queue: string, { delivery, reason, attempts, diedAt }: Dead): DeadLetter {
  const { id, exchange, routingKey, body } = delivery
  return { id, queue, exchange, routingKey, body, reason, attempts, diedAt }
}
