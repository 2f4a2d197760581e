import { notFound } from '../../../src-preload/contract/errors.ts'
import { HEADERS } from '../headers.ts'
import { letterKey, wantedOf } from '../letter-key.ts'
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
    counts: async () =>
      [...queues].map(([queue, { dead, forgotten }]) => ({ queue, messages: dead.size, forgotten })),
    browse: async (name, limit) => [...named(name).dead].slice(0, limit).map((dead) => letterOf(name, dead)),
    async redrive(name, which, perSecond, signal, went) {
      const queue = named(name)
      const chosen = meant(queue, which)
      return atRate(chosen, perSecond, signal, async (dead) => {
        // Another redrive or a discard may have been quicker.
        if (!queue.dead.delete(dead)) return false
        const headers = { ...dead.delivery.headers, [HEADERS.redrivenAt]: new Date().toISOString() }
        queue.put({ ...dead.delivery, attempts: 0, headers })
        went?.(letterKey(dead.delivery))
        return true
      })
    },
    async discard(name, which, went) {
      const queue = named(name)
      const goes = meant(queue, which)
      for (const dead of goes) {
        queue.dead.delete(dead)
        went?.(letterKey(dead.delivery))
      }
      return goes.length
    },
  }
}

function meant({ dead }: MemoryQueue, which: Which): readonly Dead[] {
  if ('all' in which) return [...dead]
  const wanted = wantedOf(which.keys)
  return [...dead].filter(({ delivery }) => wanted(letterKey(delivery)))
}

function letterOf(queue: string, { delivery, reason, code, attempts, diedAt }: Dead): DeadLetter {
  const { id, exchange, routingKey, body } = delivery
  return { key: letterKey(delivery), id, queue, exchange, routingKey, body, reason, code, attempts, diedAt }
}
