import { describe, expect, it } from 'vitest'
import { heads } from '../../src-main/store/records/index.ts'
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
})
