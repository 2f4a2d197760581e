import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Presence } from '../../../src-main/hosts/loopback/presence.ts'

const GRACE_MS = 20

function counted() {
  let gone = 0
  const presence = new Presence(GRACE_MS, () => {
    gone += 1
  })
  return { presence, gone: () => gone }
}

it('tells that nobody is there once the last page has been gone for a while, and not of a reload', async () => {
  const { presence, gone } = counted()
  presence.entered()
  presence.left()
  presence.entered()
  await pause(3 * GRACE_MS)
  expect(gone()).toBe(0)
  presence.left()
  await pause(3 * GRACE_MS)
  expect(gone()).toBe(1)
})

it('waits for nobody once it is stopped, whichever pages are closed then', async () => {
  const { presence, gone } = counted()
  presence.entered()
  presence.stop()
  const timers = (): number => process.getActiveResourcesInfo().filter((r) => r === 'Timeout').length
  const before = timers()
  presence.left()
  // A timer, even one that would do nothing, would keep the process.
  expect(timers()).toBe(before)
  await pause(3 * GRACE_MS)
  expect(gone()).toBe(0)
})
