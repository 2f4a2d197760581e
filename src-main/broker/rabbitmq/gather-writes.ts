/** What the driver writes in one turn of the loop goes to the system in one call. */
import type { Writable } from 'node:stream'

/**
 * The driver hands each message and each acknowledgement to the socket by itself, and each is then a call of the system
 * of its own: a fifth of a busy publisher's time. Held back until the turn ends they are one.
 */
export function gatherWrites(stream: Writable): void {
  const write = stream.write.bind(stream)
  let held = false
  const release = (): void => {
    held = false
    stream.uncork()
  }
  stream.write = ((...chunk: Parameters<Writable['write']>) => {
    if (!held) {
      held = true
      stream.cork()
      process.nextTick(release)
    }
    return write(...chunk)
  }) as Writable['write']
}
