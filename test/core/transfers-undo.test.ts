import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { grants } from '../../src-main/store/records/index.ts'
import { openTransfers, reason, type Transfers } from './transfers-world.ts'
import { STORES } from './world.ts'

const DAY = 86_400_000

describe.each(STORES)('transfers taken back on %s', (kind) => {
  let t: Transfers
  beforeEach(async () => {
    t = await openTransfers(kind)
  })
  afterEach(async () => {
    expect(t.w.defects).toEqual([])
    await t.w.close()
  })

  it('is taken back as it was, with its visibility and shares, by who moved it and within a day', async () => {
    const team = await t.w.ask<{ id: string }>(t.w.ada, 'teams.create', { name: 'Team' })
    const mel = await t.w.add('mel')
    const bot = await t.make('Bot', { visibility: 'teams', teamIds: [team.id] })
    const share = {
      kind: 'chatbot',
      id: bot.id,
      subjectKind: 'user',
      subjectId: mel.userId,
      operations: ['update'],
    }
    await t.w.ask(t.w.ada, 'resources.share', share)
    const [kept, gone] = [await t.make('Kept'), await t.make('Gone')]
    const me = await t.w.as('ada@acme.example', t.acme)
    await t.w.ask(me, 'session.enter', { orgId: t.own })
    const moved = await t.done(t.start([bot, kept, gone], t.own))
    expect(moved.undoable).toBe(true)
    const renamed = await t.at(t.own, kept.id)
    await t.w.ask(me, 'resources.update', {
      kind: 'chatbot',
      id: kept.id,
      version: renamed?.version,
      name: 'Changed',
    })
    await t.w.ask(me, 'resources.delete', { kind: 'chatbot', id: gone.id, version: gone.version + 1, reason })
    expect(await t.w.ask(t.w.ada, 'transfers.undo', { transferId: moved.transferId })).toEqual({
      back: 1,
      left: [
        { kind: 'chatbot', id: kept.id, name: 'Kept', why: 'changed' },
        { kind: 'chatbot', id: gone.id, name: 'Gone', why: 'gone' },
      ],
    })
    expect(await t.at(t.acme, bot.id)).toMatchObject({
      visibility: 'teams',
      teamIds: [team.id],
      creatorName: 'Ada',
    })
    expect(await t.w.tenant(t.acme).collection(grants).count()).toBe(1)
    expect(await t.at(t.own, kept.id)).toMatchObject({ name: 'Changed' })
    expect(await t.w.code(t.w.ada, 'transfers.undo', { transferId: moved.transferId })).toBe('WRONG_STATE')
    const late = await t.done(t.start([bot], t.own))
    await t.w.add('zoe', ['admin'])
    const zoe = await t.w.as('zoe@acme.example')
    expect(await t.w.code(zoe, 'transfers.undo', { transferId: late.transferId })).toBe('NOT_FOUND')
    t.w.wait(2 * DAY)
    expect(await t.w.code(t.w.ada, 'transfers.undo', { transferId: late.transferId })).toBe('EXPIRED')
  })

  it('is not taken back past a policy of the organization that received it', async () => {
    const bot = await t.make('Bot')
    const moved = await t.done(t.start([bot], t.other))
    // Olga may decide there, so that leaving needs her.
    expect(moved.undoable).toBe(false)
    expect(await t.w.code(t.w.ada, 'transfers.undo', { transferId: moved.transferId })).toBe('FORBIDDEN')
    expect(await t.at(t.other, bot.id)).toBeDefined()
  })
})
