import { describe, expect, it } from 'vitest'
import { Changes } from '../../src-main/api/changes.ts'
import { Contexts } from '../../src-main/api/contexts.ts'
import { Session } from '../../src-main/api/session.ts'
import type { CollectionSpec, Store, TenantScope } from '../../src-main/store/index.ts'
import { heads } from '../../src-main/store/records/index.ts'
import type { SessionSignal } from '../../src-preload/contract/session.ts'
import { openWorld, STORES } from './world.ts'

/** The store, of which each read waits for `before`. */
const withReads = (store: Store, before: (collection: string) => Promise<void>): Store =>
  proxied(store, 'in', (scope: TenantScope) =>
    proxied(store.in(scope), 'collection', (spec: CollectionSpec) =>
      proxied(store.in(scope).collection(spec), 'get', async (id: string) => {
        await before(spec.name)
        return store.in(scope).collection(spec).get(id)
      }),
    ),
  )
const proxied = <T extends object>(target: T, name: keyof T, instead: unknown): T =>
  new Proxy(target, {
    get: (of, key) => {
      if (key === name) return instead
      const value: unknown = Reflect.get(of, key)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })

describe.each(STORES)('what a console hears of changes, on %s', (kind) => {
  it('a context is never of an older state than its epoch, whenever a change comes between', async () => {
    const w = await openWorld(kind)
    const orgId = w.ada.orgId ?? ''
    const hal = await w.add('hal', ['admin'])
    let demoted = false
    // Of all reads the head's waits until somebody else's change is done.
    const store = withReads(w.store, async (collection) => {
      if (collection !== heads.name || demoted) return
      demoted = true
      await w.ask(w.ada, 'members.setRoles', { id: hal.id, version: hal.version, roleIds: ['viewer'] })
    })
    const held = await new Contexts(store).get(hal.userId, orgId)
    expect(demoted).toBe(true)
    expect(held?.epoch).toBe((await w.tenant(orgId).collection(heads).get(orgId))?.accessEpoch)
    expect(held?.context.facts.member.roleIds).toEqual(['viewer'])
    await w.close()
  })

  it('operators hear that an organization changed, here or in another process, and neither which nor how', async () => {
    const w = await openWorld(kind)
    const over = new AbortController()
    const heard: SessionSignal[] = []
    const listening = (async () => {
      for await (const signal of w.operator.signals(over.signal)) heard.push(signal)
    })()
    const listChanged: SessionSignal = { kind: 'changed', collections: ['organizations'] }
    const elsewhere = await w.second()
    for (const [api, name] of [
      [w.api, 'Acme Here'],
      [elsewhere, 'Acme Elsewhere'],
    ] as const) {
      const ada = await api.newSession({ host: 'test', as: 'ada@acme.example', org: 'acme' })
      const { version } = await w.ask<{ version: number }>(w.ada, 'organizations.current')
      heard.length = 0
      await api.call(ada, ['organizations', 'update'], { version, name })
      await expect.poll(() => heard).toEqual([listChanged])
    }

    // What happens within an organization is none of their business.
    heard.length = 0
    await w.ask(w.ada, 'resources.create', { kind: 'template', name: 'Ours', visibility: 'organization' })
    const hal = await w.add('hal')
    // Who comes for the first time gets a personal space, which is an organization on no list.
    await w.api.newSession({ host: 'test', as: hal.email })
    expect(heard).not.toContainEqual(listChanged)
    over.abort()
    await listening
    await w.close()
  })

  it.each([
    ['with the version that was written', true],
    ['without', false],
  ])(
    'takes away what another one took, when the first that it hears of is a later change of its own, told %s',
    async (_, named) => {
      const w = await openWorld(kind)
      const orgId = w.ada.orgId ?? ''
      const hal = await w.add('hal', ['admin'])
      // A console that hears of nothing but what is told to it here.
      const contexts = new Contexts(w.store)
      const changes = new Changes(w.store, contexts)
      const session = new Session('test', { id: hal.userId, email: hal.email, name: hal.name })
      session.enter(orgId)
      changes.add(session)
      const over = new AbortController()
      const heard: SessionSignal[] = []
      const listening = (async () => {
        for await (const signal of session.signals(over.signal)) heard.push(signal)
      })()
      const rolesOf = async () => (await contexts.get(hal.userId, orgId))?.context.facts.member.roleIds
      expect(await rolesOf()).toEqual(['admin'])

      await w.ask(w.ada, 'members.setRoles', { id: hal.id, version: hal.version, roleIds: ['viewer'] })
      await w.ask(w.ada, 'resources.create', { kind: 'template', name: 'Ours', visibility: 'organization' })
      const head = await w.tenant(orgId).collection(heads).get(orgId)
      const { version: headVersion = 0, accessEpoch = 0 } = head ?? {}
      await changes.publish([{ orgId, collections: ['resources'], access: false, accessEpoch, headVersion }])
      const notice = (): Promise<void> => changes.noticed(orgId, named ? headVersion : undefined)
      await notice()
      expect(await rolesOf()).toEqual(['viewer'])
      await expect.poll(() => heard.map((signal) => signal.kind)).toContain('access')

      // Told once more it is nothing new.
      heard.length = 0
      await notice()
      expect(heard).toEqual([])
      over.abort()
      await listening
      await w.close()
    },
  )
})
