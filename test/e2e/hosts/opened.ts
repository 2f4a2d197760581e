/** The host that the tests of one file or `describe` share: opened before the first, closed after the last. */
import { expect, test } from '@playwright/test'

interface Opened {
  /** What its page threw and did not catch, where that is kept. */
  readonly broken?: readonly string[]
  close(): Promise<void>
}

/**
 * Registers what opens and closes a host, skips the tests where there is none, and fails them when its page broke.
 * `open` answers undefined where there is none and `CI` is not set. The answer is called in hooks and tests only.
 */
export function opened<H extends Opened>(name: string, open: () => Promise<H | undefined>): () => H {
  let host: H | undefined
  test.beforeAll(async () => {
    test.setTimeout(300_000)
    host = await open()
  })
  test.afterAll(async () => {
    await host?.close()
    expect(host?.broken ?? []).toEqual([])
  })
  test.beforeEach(() => test.skip(host === undefined, `there is no ${name} here`))
  return () => {
    if (!host) throw new Error(`${name} is not open.`)
    return host
  }
}
