import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, reason } from './domains-world.ts'
import { type Migrations, openMigrations } from './migrations-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('migrations taken back, on %s', (kind) => {
  let m: Migrations
  beforeEach(async () => {
    m = await openMigrations(kind)
  })
  afterEach(async () => {
    expect(m.d.w.defects).toEqual([])
    await m.d.close()
  })

  it('is taken back within seven days: the membership ends, what nobody else changed goes home, the rest is told', async () => {
    const id = await m.offered()
    const [back, changed, gone] = [await m.make('Back'), await m.make('Changed'), await m.make('Gone')]
    await m.accept(id, [back, changed, gone])
    const there = await m.d.w.as('ann@acme.test', 'acme')
    const inAcme = { kind: 'chatbot', version: changed.version + 1 }
    await m.d.w.ask(m.ada, 'resources.update', { ...inAcme, id: changed.id, name: 'By Acme' })
    await m.d.w.ask(m.ada, 'resources.delete', { ...inAcme, id: gone.id, reason })
    await m.d.w.ask(there, 'resources.update', { ...inAcme, id: back.id, name: 'Back again' })
    expect(await m.d.w.ask(m.ann, 'migrations.previewUndo', { offerId: id })).toMatchObject({
      back: [{ id: back.id, name: 'Back again' }],
      left: [
        { name: 'Changed', why: 'changed' },
        { name: 'Gone', why: 'gone' },
      ],
    })
    expect(await m.at(m.acme, back.id)).toBeDefined()
    expect(await m.d.w.ask(m.ann, 'migrations.undo', { offerId: id })).toEqual({
      back: 1,
      left: [
        { kind: 'chatbot', id: changed.id, name: 'Changed', why: 'changed' },
        { kind: 'chatbot', id: gone.id, name: 'Gone', why: 'gone' },
      ],
    })
    expect((await m.mine())[0]?.left.map((l) => l.name)).toEqual(['Changed', 'Gone'])
    expect(await m.annAt(m.acme)).toBeUndefined()
    expect(await m.at(m.home, back.id)).toMatchObject({ name: 'Back again', creatorName: 'Ann' })
    expect(await m.at(m.acme, changed.id)).toMatchObject({ name: 'By Acme' })
    expect(await m.d.w.code(there, 'resources.list', { kind: 'chatbot' })).toBe('UNAUTHENTICATED')
    expect(await m.events(m.acme)).toEqual(expect.arrayContaining(['member.left', 'migration.undone']))
    expect(await m.d.w.code(m.ann, 'migrations.undo', { offerId: id })).toBe('WRONG_STATE')
    expect(await m.accept(id)).toMatchObject({ state: 'accepted' })
  })

  it('after seven days it cannot be taken back; before, not even who was removed loses the right', async () => {
    const id = await m.offered()
    const bot = await m.make('Bot')
    await m.accept(id, [bot])
    const member = await m.annAt(m.acme)
    await m.d.w.ask(m.ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    expect(await m.d.w.ask(m.ann, 'migrations.undo', { offerId: id })).toEqual({ back: 1, left: [] })
    await m.accept(id, [bot])
    expect((await m.mine())[0]?.undoUntil).not.toBeNull()
    m.d.w.wait(8 * DAY)
    expect((await m.mine())[0]?.undoUntil).toBeNull()
    expect(await m.d.w.code(m.ann, 'migrations.undo', { offerId: id })).toBe('EXPIRED')
  })

  it('taken back by who was removed and came back by an invitation, it ends nothing but itself', async () => {
    const id = await m.offered()
    const bot = await m.make('Bot')
    await m.accept(id, [bot])
    const member = await m.annAt(m.acme)
    await m.d.w.ask(m.ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    const invited = { email: 'ann@acme.test', roleIds: ['viewer'] }
    const { token } = await m.d.w.ask<{ token: string }>(m.ada, 'invitations.create', invited)
    await m.d.w.ask(m.ann, 'invitations.accept', { token })
    expect(await m.d.w.ask(m.ann, 'migrations.undo', { offerId: id })).toEqual({ back: 1, left: [] })
    expect(await m.annAt(m.acme)).toMatchObject({ source: 'invited', roleIds: ['viewer'] })
  })
})
