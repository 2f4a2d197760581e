import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admit } from '../../../src-main/monitor/admit.ts'
import { compileFilter } from '../../../src-main/monitor/filter.ts'
import {
  type EventFilter,
  eventFilter,
  isKeyPattern,
} from '../../../src-preload/contract/event-filter/index.ts'
import { EXCHANGES } from '../../../src-preload/contract/event-types/index.ts'
import { message, ORG, OTHER } from './messages.ts'

/** As an organization's own people see an event of it; of another one, as operators do. */
const shows = (filter: EventFilter, about: Parameters<typeof message>[0] = {}): boolean => {
  const admitted = admit(message(about), { everybody: true, own: ORG })
  if (typeof admitted === 'string') throw new Error(admitted)
  return compileFilter(eventFilter.parse(filter))(admitted.seen, admitted.event)
}

describe('a filter', () => {
  it('that asks nothing shows everything, also when its lists are empty', () => {
    expect(shows({})).toBe(true)
    expect(shows({ exchanges: [], types: [], orgIds: [], text: '' })).toBe(true)
  })
  it('shows what all of its parts let through, and nothing else', () => {
    const filter = { exchanges: ['organizations' as const], types: ['member.joined'], key: 'member.#' }
    expect(shows(filter)).toBe(true)
    expect(shows(filter, { type: 'team.created' })).toBe(false)
    expect(shows({ ...filter, exchanges: ['users' as const] })).toBe(false)
  })
  it('finds by actor and by organization', () => {
    expect(shows({ actorId: 'u1' }, { actorId: 'u1' })).toBe(true)
    expect(shows({ actorId: 'u1' }, { actorId: 'u2' })).toBe(false)
    expect(shows({ orgIds: [OTHER] }, { orgId: OTHER })).toBe(true)
    expect(shows({ orgIds: [OTHER] }, { orgId: ORG })).toBe(false)
  })
  it('finds every word of a text in the event’s values, in whatever case and width', () => {
    const about = { data: { name: 'Ａda "Marsh"', roles: ['Helpdesk'], deep: { city: '臺北' } } }
    for (const text of ['ada', 'MARSH helpdesk', '"marsh"', '臺北', 'member.joined'])
      expect(shows({ text }, about), text).toBe(true)
    for (const text of ['ada nobody', 'roles', 'specversion'])
      expect(shows({ text }, about), text).toBe(false)
  })
  it('finds by a condition on what is inside', () => {
    expect(shows({ path: 'data.roleIds[*] = admin' }, { data: { roleIds: ['viewer', 'admin'] } })).toBe(true)
    expect(shows({ path: 'data.roleIds[*] = admin' }, { data: { roleIds: ['viewer'] } })).toBe(false)
  })
})

describe('an operator’s filter', () => {
  const about = { orgId: OTHER, type: 'user.signedup', actorId: 'u1', data: { name: 'Ivy', units: 3 } }
  it('finds by what they see of a tenant’s event', () => {
    for (const filter of [
      { text: 'signedup' },
      { path: 'actorid = u1' },
      { path: 'data.units' },
      { path: 'data.name = ‹string›' },
    ])
      expect(shows(filter, about), JSON.stringify(filter)).toBe(true)
  })
  it('never answers what stands in one', () => {
    for (const filter of [{ text: 'ivy' }, { path: 'data.name = Ivy' }, { path: 'data.units = 3' }])
      expect(shows(filter, about), JSON.stringify(filter)).toBe(false)
    for (const path of ['data.name != Ivy', 'data.units > 1'])
      expect(shows({ path }, about)).toBe(shows({ path }, { ...about, data: { name: 'Tom', units: 0 } }))
  })
})

describe('a pattern of routing keys', () => {
  it.each(['', 'a..b', '.a', 'a.', 'a b', 'a*', '#a', `${'a.'.repeat(200)}b`])('%j is refused', (pattern) => {
    expect(isKeyPattern(pattern)).toBe(false)
    expect(eventFilter.safeParse({ key: pattern }).success).toBe(false)
  })
})

it('any filter answers like its parts asked one after the other', () => {
  const org = fc.constantFrom(ORG, OTHER)
  const type = fc.constantFrom('member.joined', 'team.created', 'user.signedup')
  const about = fc.record({
    type,
    orgId: org,
    exchange: fc.constantFrom(...EXCHANGES),
    actorId: fc.constantFrom('u1', 'u2'),
    data: fc.record({ name: fc.constantFrom('Ivy', 'Tom') }),
  })
  const filter = fc.record(
    {
      exchanges: fc.subarray([...EXCHANGES]),
      types: fc.subarray(['member.joined', 'team.created']),
      orgIds: fc.subarray([ORG, OTHER]),
      actorId: fc.constantFrom('u1', 'u2'),
      key: fc.constantFrom('member.#', '*.*.*', '#', `#.${ORG}`, 'team.created.*'),
      text: fc.constantFrom('ivy', 'TOM', ''),
      path: fc.constantFrom('data.name = Ivy', 'data.name != Ivy'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(about, filter, (a, f) => {
      const parts = Object.entries(f).map(([k, v]) => shows({ [k]: v }, a))
      expect(shows(f, a)).toBe(parts.every(Boolean))
      if (f.types?.length) expect(shows({ types: f.types }, a)).toBe(f.types.includes(a.type))
      if (f.text)
        expect(shows({ text: f.text }, a)).toBe(
          a.orgId === ORG && a.data.name.toLowerCase() === f.text.toLowerCase(),
        )
    }),
    { numRuns: 1000 },
  )
})
