/** Many sign-ups at once, by both ways in and some of them twice: each is enrolled once. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Consumer } from '../../src-main/events/flow/consumer.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { heads, IDENTITIES, members, signUps, users } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import { type Domains, openDomains } from './domains-world.ts'
import { STORES } from './world.ts'

const PEOPLE = 5_000
const DOMAINS = 20
/** Each so-manieth comes by the procedure, the others as events; each so-manieth of all comes twice. */
const BY_PROCEDURE = 20
const TWICE = 10
/** Deliveries that a console has under way at once, beside which the procedures run. */
const AT_ONCE = 40

const domainOf = (i: number): string => `d${i % DOMAINS}.test`

describe.each(STORES)(`${PEOPLE} sign-ups at once over ${DOMAINS} domains on %s`, (kind) => {
  let d: Domains
  const admins: Session[] = []
  beforeAll(async () => {
    d = await openDomains(kind)
    for (let i = 0; i < DOMAINS; i += 1) {
      const admin = await d.organization(`org-${i}`)
      admins.push(admin)
      await d.proved(admin, domainOf(i))
    }
  }, 600_000)
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })

  it('enroll every one once, at the organization of its domain', async () => {
    const effects = CONSUMERS.find((c) => c.queue === QUEUES.signups)?.effects ?? {}
    const defects: string[] = []
    const consumer = new Consumer(d.w.store, QUEUES.signups, effects, (where, error) =>
      defects.push(`${where}: ${String(error)}`),
    )
    const deliver = async (id: string, data: object): Promise<void> => {
      const event = {
        specversion: '1.0',
        id,
        source: 'sign-ups',
        type: 'user.signedup',
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        dataschema: 'castellan:user.signedup:v1',
        orgid: 'platform',
        data,
      }
      const delivery = {
        id,
        exchange: 'users',
        routingKey: 'user.signedup.platform',
        body: JSON.stringify(event),
        headers: {},
      }
      // A broker delivers again what is to be tried again.
      for (let attempts = 0; ; attempts += 1) {
        const verdict = await consumer.handle({ ...delivery, attempts })
        if (verdict.kind === 'done') return
        if (verdict.kind === 'dead' || attempts === 20) throw new Error(JSON.stringify(verdict))
      }
    }
    const told = Array.from({ length: PEOPLE }, (_, i) => {
      const signUpId = randomUUID()
      const data = { signUpId, email: `p${i}@${domainOf(i)}`, name: `Person ${i}`, verified: true }
      const eventId = v7()
      const come = (): Promise<unknown> =>
        i % BY_PROCEDURE === 0 ? d.w.ask(d.w.operator, 'enrollment.signUp', data) : deliver(eventId, data)
      return i % TWICE === 0 ? [come, come] : [come]
    }).flat()
    const waiting = [...told]
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await next()
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect(defects).toEqual([])

    const identities = new Across(d.w.store).tenant(IDENTITIES)
    expect(await identities.collection(signUps).count()).toBe(PEOPLE)
    for (const [i, admin] of admins.entries()) {
      const tenant = d.w.tenant(admin.orgId ?? '')
      const list = tenant.collection(members)
      expect(await list.count(eq('source', 'domain'))).toBe(PEOPLE / DOMAINS)
      // What the head counts is what there is, the first admin included.
      expect((await tenant.collection(heads).get(admin.orgId ?? ''))?.members).toBe(await list.count())
      expect(await identities.collection(users).count(eq('domain', domainOf(i)))).toBe(PEOPLE / DOMAINS)
      expect(await d.w.ask(admin, 'audit.verify')).toMatchObject({ intact: true })
    }
  }, 1_800_000)
})
