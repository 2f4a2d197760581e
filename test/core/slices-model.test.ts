import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVERYTHING } from '../../src-main/store/index.ts'
import { resources, slices } from '../../src-main/store/records/index.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { Pool } from '../../src-preload/contract/organizations.ts'
import type { Team } from '../../src-preload/contract/teams.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const POOLS = ['chatbot', 'storageBytes'] as const
const SEED = 1
type Pool2 = (typeof POOLS)[number]
/** The two teams, or none. */
const team = fc.constantFrom(0, 1, null)
const amount = fc.oneof({ weight: 5, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.constant(null) })
const pool = fc.constantFrom(...POOLS)
const which = fc.nat(20)
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('create' as const), team, size: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('count' as const), which, team }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('slice' as const), team: fc.constantFrom(0, 1), pool, amount }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('limit' as const), pool, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), team: fc.constantFrom(0, 1) }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

interface Thing {
  readonly id: string
  readonly version: number
  readonly team: number | null
  readonly size: number
}

/** What the rules say, counted anew each time from a plain list. */
class Model {
  things: Thing[] = []
  limits: Record<Pool2, number | null> = { chatbot: null, storageBytes: null }
  slices: Record<Pool2, (number | null)[]> = { chatbot: [null, null], storageBytes: [null, null] }

  /** Who of the pool's parts something of this team uses. */
  part = (p: Pool2, of: number | null): number | null =>
    of !== null && (this.slices[p][of] ?? null) !== null ? of : null
  use(p: Pool2, things: readonly Thing[] = this.things): number {
    return things.reduce((sum, t) => sum + (p === 'chatbot' ? 1 : t.size), 0)
  }
  usedIn = (p: Pool2, part: number | null, things = this.things): number =>
    this.use(
      p,
      things.filter((t) => this.part(p, t.team) === part),
    )
  setAside = (p: Pool2): number => this.slices[p].reduce((sum: number, n) => sum + (n ?? 0), 0)
  limitOf(p: Pool2, part: number | null): number {
    if (part !== null) return this.slices[p][part] ?? 0
    const limit = this.limits[p]
    return limit === null ? Number.POSITIVE_INFINITY : limit - this.setAside(p)
  }
  /** By how much what counts to no slice is more than what the slices leave: only a lower limit makes it so. */
  excess = (p: Pool2): number => Math.max(0, this.usedIn(p, null) - this.limitOf(p, null))

  /** Whether the things as they would be fit, where they differ from those that are. */
  fits(next: readonly Thing[], grows: boolean): boolean {
    return POOLS.every((p) => {
      const limit = this.limits[p] ?? Number.POSITIVE_INFINITY
      const whole = !grows || this.use(p, next) === this.use(p) || this.use(p, next) <= limit
      const parts = [0, 1, null].every((part) => {
        const [was, is] = [this.usedIn(p, part), this.usedIn(p, part, [...next])]
        return is <= was || is <= this.limitOf(p, part)
      })
      return whole && parts
    })
  }
  mayGive(of: number, p: Pool2, n: number | null): boolean {
    if (n === null) return true
    const counted = this.use(
      p,
      this.things.filter((t) => t.team === of),
    )
    if (n < counted) return false
    // A slice may always become less, and one of nothing takes nothing.
    if (n <= (this.slices[p][of] ?? 0)) return true
    const other = this.slices[p][1 - of] ?? 0
    const rest = this.things.filter((t) => t.team !== of && this.part(p, t.team) === null)
    return n + other + this.use(p, rest) <= (this.limits[p] ?? Number.POSITIVE_INFINITY)
  }
}

describe.each(STORES)('any sequence of changes of resources, slices and limits on %s', (kind) => {
  let w: World
  let acme = ''
  let teams: string[] = []
  const seen = new Map<string, number>()
  beforeAll(async () => {
    w = await openWorld(kind)
    acme = w.ada.orgId ?? ''
    teams = [await found(), await found()]
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  let names = 0
  const found = async (): Promise<string> => {
    names += 1
    return (await w.ask<Team>(w.ada, 'teams.create', { name: `Team ${names}` })).id
  }
  const get = (of: number) => w.ask<Team>(w.ada, 'teams.get', { id: teams[of] })
  const idOf = (of: number | null): string | null => (of === null ? null : (teams[of] ?? null))
  const limit = async (limits: object): Promise<void> => {
    const { version } = await w.ask<{ version: number }>(w.ada, 'organizations.current')
    await w.ask(w.operator, 'platform.setLimits', { id: acme, version, limits, reason })
  }

  /** Does it, and says whether it was let. */
  async function step(m: Model, h: Happening): Promise<void> {
    const may = async (expected: boolean, code: string, call: () => Promise<void>): Promise<void> => {
      const outcome = await call().then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof CastellanError) return error.code
          throw error
        },
      )
      expect(outcome).toBe(expected ? 'done' : code)
      seen.set(`${h.do} ${outcome}`, (seen.get(`${h.do} ${outcome}`) ?? 0) + 1)
    }
    switch (h.do) {
      case 'create': {
        const next = [...m.things, { id: '', version: 1, team: h.team, size: h.size }]
        return may(m.fits(next, true), 'LIMIT_REACHED', async () => {
          const input = { kind: 'chatbot', name: 'Bot', sizeBytes: h.size, countsTo: idOf(h.team) }
          const { id, version } = await w.ask<Thing>(w.ada, 'resources.create', input)
          m.things.push({ id, version, team: h.team, size: h.size })
        })
      }
      case 'delete': {
        const thing = m.things[h.which % Math.max(1, m.things.length)]
        if (!thing) return
        await w.ask(w.ada, 'resources.delete', {
          kind: 'chatbot',
          id: thing.id,
          version: thing.version,
          reason,
        })
        m.things = m.things.filter((t) => t !== thing)
        return
      }
      case 'count': {
        const thing = m.things[h.which % Math.max(1, m.things.length)]
        if (!thing) return
        const next = m.things.map((t) => (t === thing ? { ...t, team: h.team } : t))
        return may(m.fits(next, false), 'LIMIT_REACHED', async () => {
          const input = { kind: 'chatbot', id: thing.id, version: thing.version, countsTo: idOf(h.team) }
          const { version } = await w.ask<Thing>(w.ada, 'resources.update', input)
          m.things = next.map((t) => (t.id === thing.id ? { ...t, version } : t))
        })
      }
      case 'slice':
        return may(m.mayGive(h.team, h.pool, h.amount), 'BAD_INPUT', async () => {
          const { id, version } = await get(h.team)
          await w.ask(w.ada, 'teams.setSlices', { id, version, slices: { [h.pool]: h.amount } })
          m.slices[h.pool][h.team] = h.amount
        })
      case 'limit':
        return may(h.amount === null || h.amount >= m.setAside(h.pool), 'BAD_INPUT', async () => {
          await limit({ [h.pool]: h.amount })
          m.limits[h.pool] = h.amount
        })
      case 'end': {
        const { id, version } = await get(h.team)
        await w.ask(w.ada, 'teams.delete', { id, version, reason })
        teams[h.team] = await found()
        m.things = m.things.map((t) => (t.team === h.team ? { ...t, team: null, version: t.version + 1 } : t))
        for (const p of POOLS) m.slices[p][h.team] = null
      }
    }
  }

  /** The console's figures are the model's, and what is promised is there. */
  async function holds(m: Model): Promise<void> {
    const pools = await w.ask<Pool[]>(w.ada, 'organizations.pools')
    for (const p of POOLS) {
      const setAsideUsed = [0, 1].reduce((sum, of) => sum + m.usedIn(p, m.part(p, of) ?? 2), 0)
      expect(pools.find((x) => x.pool === p)).toEqual({
        pool: p,
        limit: m.limits[p],
        used: m.use(p),
        setAside: m.setAside(p),
        setAsideUsed,
      })
      expect(m.setAside(p)).toBeLessThanOrEqual(m.limits[p] ?? Number.POSITIVE_INFINITY)
    }
    for (const of of [0, 1]) {
      const shown = (await get(of)).slices
      for (const p of POOLS) {
        const used = m.use(
          p,
          m.things.filter((t) => t.team === of),
        )
        const own = m.slices[p][of] ?? null
        const wanted = own === null && used === 0 ? undefined : { pool: p, limit: own, used }
        expect(shown.find((s) => s.pool === p)).toEqual(wanted)
        if (own !== null) expect(used).toBeLessThanOrEqual(own)
      }
    }
  }

  it('keeps the figures, no slice overrun, all slices within the pool, and the rest for everybody else', async () => {
    const kept = fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 24 }), async (list) => {
      const m = new Model()
      await w.tenant(acme).collection(resources).removeWhere(EVERYTHING)
      await w.tenant(acme).collection(slices).removeWhere(EVERYTHING)
      await limit({ chatbot: 6, storageBytes: 8 })
      m.limits = { chatbot: 6, storageBytes: 8 }
      for (const h of list) {
        const before = POOLS.map(m.excess)
        await step(m, h)
        await holds(m)
        if (h.do !== 'limit')
          for (const [i, p] of POOLS.entries()) expect(m.excess(p)).toBeLessThanOrEqual(before[i] ?? 0)
      }
    })
    // The same ones each time, in which every rule lets something and refuses something; else nothing was shown.
    await fc.assert(kept, { numRuns: 15, endOnFailure: true, seed: SEED })
    for (const what of ['create', 'count'])
      for (const how of ['done', 'LIMIT_REACHED'])
        expect(seen.get(`${what} ${how}`), `${what} ${how}`).toBeGreaterThan(0)
    for (const what of ['slice', 'limit'])
      for (const how of ['done', 'BAD_INPUT'])
        expect(seen.get(`${what} ${how}`), `${what} ${how}`).toBeGreaterThan(0)
    // And others, most of them where a step is quicker: the rules are the same code on both stores.
    await fc.assert(kept, { numRuns: kind === 'sqlite' ? 10 : 3, endOnFailure: true })
  }, 600_000)
})
