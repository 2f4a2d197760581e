import { describe, expect, it } from 'vitest'
import { heads, members } from '../../src-main/store/records/index.ts'
import { openWorld, STORES } from './world.ts'

const reason = 'because the test says so'

describe.each(STORES)('what a sign-up has to know of an organization, on %s', (kind) => {
  it('is kept with its head by whatever changes it, in the same transaction', async () => {
    const w = await openWorld(kind)
    const id = w.ada.orgId ?? ''
    const kept = async () => (await w.tenant(id).collection(heads).get(id))?.standing
    const change = async (procedure: string, more: object = {}) => {
      const { version } = await w.ask<{ version: number }>(w.operator, 'platform.get', { id })
      await w.ask(w.operator, procedure, { id, version, reason, ...more })
    }
    expect(await kept()).toEqual({ state: 'active', seats: null, invited: 0 })
    await change('platform.setLimits', { limits: { seats: 9 } })
    const invite = (email: string) =>
      w.ask<{ invitation: { id: string; version: number } }>(w.ada, 'invitations.create', {
        email,
        roleIds: ['viewer'],
      })
    const { invitation } = await invite('one@x.example')
    await invite('two@x.example')
    expect(await kept()).toEqual({ state: 'active', seats: 9, invited: 2 })
    await w.ask(w.ada, 'invitations.revoke', { id: invitation.id, version: invitation.version })
    await change('platform.suspend')
    expect(await kept()).toEqual({ state: 'suspended', seats: 9, invited: 1 })
    await change('platform.reactivate')
    await change('platform.setLimits', { limits: { seats: null } })
    expect(await kept()).toEqual({ state: 'active', seats: null, invited: 1 })
    expect(w.defects).toEqual([])
    await w.close()
  })

  it('counts as many members as there are, whichever way they came or went', async () => {
    const w = await openWorld(kind)
    const id = w.ada.orgId ?? ''
    const agree = async (expected: number): Promise<void> => {
      const page = await w.ask<{ items: unknown[]; total: number }>(w.ada, 'members.list', {})
      expect([page.total, page.items.length]).toEqual([expected, expected])
      expect(await w.tenant(id).collection(members).count()).toBe(expected)
      expect((await w.tenant(id).collection(heads).get(id))?.members).toBe(expected)
    }
    await agree(1)
    const bea = await w.add('bea')
    const cem = await w.add('cem')
    await agree(3)
    // Whoever is suspended is a member all the same.
    await w.ask(w.ada, 'members.suspend', { id: bea.id, version: bea.version, reason })
    await agree(3)
    await w.ask(w.ada, 'members.remove', { id: cem.id, version: cem.version, reason })
    await agree(2)
    const { token } = await w.ask<{ token: string }>(w.ada, 'invitations.create', {
      email: 'dot@x.example',
      roleIds: ['viewer'],
    })
    await w.verify('dot@x.example')
    const dot = await w.api.newSession({ host: 'test', as: 'dot@x.example' })
    await w.ask(dot, 'invitations.accept', { token })
    await agree(3)
    // One that is refused leaves everything as it was.
    expect(
      await w.code(w.ada, 'members.add', { email: 'dot@x.example', name: 'Dot', roleIds: ['viewer'] }),
    ).toBe('CONFLICT')
    await agree(3)
    expect(w.defects).toEqual([])
    await w.close()
  })
})
