import { expect, test } from 'vitest'
import { COLLECTIONS } from '../../../src-main/store/records/index.ts'
import { slug } from '../../../src-preload/contract/shared.ts'
import { backOff } from '../../../src-renderer/app/back-off.ts'
import { keysOf } from '../../../src-renderer/app/keys-of.ts'
import { isBehind } from '../../../src-renderer/app/shell/is-behind.ts'
import { subjectAt, subjectsIn } from '../../../src-renderer/app/subjects.ts'
import { bytesIn } from '../../../src-renderer/components/number-text.tsx'
import { slugOf } from '../../../src-renderer/features/organizations/slug-of.ts'

test('every collection of the store has subjects that its change renews', () => {
  for (const { name } of COLLECTIONS) expect(keysOf([name]), name).not.toEqual([[]])
})

test('a change of a collection that is not known renews everything', () => {
  expect(keysOf(['teams', 'ledgers'])).toEqual([[]])
})

test('what decides about a resource renews why somebody can or cannot', () => {
  for (const name of ['resources', 'grants', 'members', 'roles', 'teams'])
    expect(keysOf([name]), name).toContainEqual([['permissions']])
})

test('events are behind when nobody publishes what waits, or the oldest has waited for a minute', () => {
  const now = Date.parse('2026-05-05T10:00:00Z')
  const broker = { state: 'up', server: '', reason: '' } as const
  const standing = {
    pending: 3,
    oldestAt: '2026-05-05T09:59:30Z',
    perSecond: 1,
    relay: 'here',
    broker,
  } as const
  expect(isBehind(standing, now)).toBe(false)
  expect(isBehind({ ...standing, oldestAt: '2026-05-05T08:59:00Z' }, now)).toBe(true)
  expect(isBehind({ ...standing, relay: 'nowhere' }, now)).toBe(true)
  expect(isBehind({ ...standing, pending: 0, oldestAt: null, relay: 'nowhere' }, now)).toBe(false)
})

test('attempts to reconnect start at half a second and never wait longer than fifteen', () => {
  expect([0, 1, 2, 10].map(backOff)).toEqual([500, 1000, 2000, 15_000])
})

test('a short name made of a name is one that the contract takes', () => {
  for (const name of ['Acme', 'Öresund Éclair GmbH', '3M Company', 'a'.repeat(80), 'Pine & Partners —'])
    expect(slug.safeParse(slugOf(name)).success, slugOf(name)).toBe(true)
  expect(slugOf('松山機場')).toBe('')
})

test('operators see the platform subjects, nobody else does', () => {
  expect(subjectsIn('organization').some((s) => s.platform)).toBe(false)
  expect(
    subjectsIn('platform')
      .filter((s) => s.platform)
      .map((s) => s.id),
  ).toEqual(['organizations', 'health'])
})

test('an address belongs to its subject, whatever follows', () => {
  expect(subjectAt('/')?.id).toBe('overview')
  expect(subjectAt('/people/import')?.id).toBe('people')
  expect(subjectAt('/peoples')).toBeNull()
})

test('bytes are written in the largest unit that leaves at least one', () => {
  expect(bytesIn('en', 0)).toBe('0 bytes')
  expect(bytesIn('en', 999)).toBe('999 bytes')
  expect(bytesIn('en', 5_220_000_000)).toBe('5.22 GB')
  expect(bytesIn('en', 2e15)).toBe('2,000 TB')
})
