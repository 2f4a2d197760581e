import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import type { MigrationOffer } from '../../src-preload/contract/migrations.ts'
import type { Wizard } from '../../src-preload/contract/wizards.ts'
import { type Domains, openDomains } from './domains-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('moving in as a guided flow on %s', (kind) => {
  let d: Domains
  let ann: Session
  beforeAll(async () => {
    d = await openDomains(kind)
    const signUp = { signUpId: randomUUID(), email: 'ann@acme.test', name: 'Ann', verified: true }
    await d.w.ask(d.w.operator, 'enrollment.signUp', signUp)
    ann = await d.w.api.newSession({ host: 'test', as: 'ann@acme.test' })
    const { id: claimId } = await d.proved(d.w.ada, 'acme.test')
    await d.w.ask(d.w.ada, 'migrations.offer', { claimId })
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })

  it('goes from the offer over the choice to the membership, and nothing moves before the end', async () => {
    const ask = <R>(procedure: string, input?: object) => d.w.ask<R>(ann, procedure, input)
    const bot = await ask<{ id: string }>('resources.create', { kind: 'chatbot', name: 'Mine' })
    const [offer] = await ask<MigrationOffer[]>('migrations.mine')
    let flow = await ask<Wizard>('wizards.start', { kind: 'migrateUser' })
    const answer = async (step: string, value: object): Promise<void> => {
      flow = await ask('wizards.answer', { id: flow.id, version: flow.version, step, answer: value })
    }
    await expect(answer('organization', { offerId: randomUUID() })).rejects.toMatchObject({
      data: { issues: [{ field: 'answer.offerId' }] },
    })
    await answer('organization', { offerId: offer?.id })
    await answer('resources', { items: [{ kind: 'chatbot', id: bot.id }], visibility: 'private' })
    expect(flow.notes).toMatchObject({ moves: '1' })
    await answer('review', {})
    expect(await ask('resources.list', { kind: 'chatbot' })).toMatchObject({ total: 1 })
    const done = await ask<Wizard>('wizards.finish', { id: flow.id, version: flow.version })
    expect(done).toMatchObject({ state: 'finished', result: { id: offer?.orgId } })
    expect(await ask('resources.list', { kind: 'chatbot' })).toMatchObject({ total: 0 })
    expect(await ask<MigrationOffer[]>('migrations.mine')).toMatchObject([{ state: 'accepted', moved: 1 }])
  })
})
