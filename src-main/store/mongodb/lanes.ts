/** Lanes: transactions of this process that met in one tenant's records go on one after the other. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** So that a transaction which meets the one that it was begun inside of still comes to its end. */
const PATIENCE_MS = 30_000

/** Resolves when `before` does, and at the latest when patience ends. */
async function inTime(before: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([before, patience]).finally(() => clearTimeout(timer))
}

/** Somebody in a lane, and where they were already. */
interface Stay {
  readonly name: string
  readonly outer: Stay | undefined
  over: boolean
}

/**
 * The server lets the first of two writers through and sends the other back at once; a hundred who are all
 * sent back and try again at chance moments get in each other's way for minutes. In a lane each is alone.
 */
export class Lanes {
  readonly #within = new AsyncLocalStorage<Stay>()
  readonly #ends = new Map<string, Promise<void>>()

  /**
   * Works in a lane from the start. Nobody who has met another in one asks for this, so that no two wait for each other;
   * who asks from inside of the lane is refused, as it would wait for itself.
   */
  async alone<R>(name: string, work: () => Promise<R>): Promise<R> {
    const outer = this.#within.getStore()
    for (let stay = outer; stay !== undefined; stay = stay.outer)
      if (stay.name === name && !stay.over)
        throw new Error(
          'A transaction was begun inside of another of its lane: it would wait for its own end.',
        )
    const leave = await this.enter(name)
    const stay: Stay = { name, outer, over: false }
    try {
      return await this.#within.run(stay, work)
    } finally {
      stay.over = true
      leave()
    }
  }

  /** Resolves when all who came before have left; answers how to leave. */
  async enter(name: string): Promise<() => void> {
    const before = this.#ends.get(name)
    let leave = (): void => undefined
    const mine = new Promise<void>((resolve) => {
      leave = resolve
    })
    const end = before ? before.then(() => mine) : mine
    this.#ends.set(name, end)
    void end.then(() => this.#ends.get(name) === end && this.#ends.delete(name))
    if (before) await inTime(before)
    return leave
  }
}
