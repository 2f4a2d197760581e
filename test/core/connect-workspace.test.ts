import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keychain } from '../../src-main/identity/index.ts'
import { expireWizards, type Workspaces } from '../../src-main/wizards/index.ts'
import { addWorkspace } from '../../src-main/workspace/connect.ts'
import { readWorkspaces } from '../../src-main/workspace/directory.ts'
import { keychainOf } from '../../src-main/workspace/keychain.ts'
import { workspacesOf } from '../../src-main/workspace/workspaces.ts'
import type { Wizard } from '../../src-preload/contract/wizards.ts'
import { dropDatabase, tempDir } from '../servers/index.ts'
import { openWorld } from './world.ts'

const uri = process.env['CASTELLAN_TEST_MONGODB']
const operator = 'operator@platform.example'

describe.runIf(uri !== undefined)('connecting a workspace by a guided flow', () => {
  let folder: ReturnType<typeof tempDir>
  let keychain: Keychain
  let workspaces: Workspaces
  const name = `w-${randomUUID().slice(0, 8)}`
  beforeEach(async () => {
    folder = tempDir('connect')
    keychain = await keychainOf(folder.path)
    workspaces = workspacesOf(folder.path, keychain)
  })
  afterEach(async () => {
    folder.remove()
    await dropDatabase(uri ?? '', `castellan_${name.replaceAll('-', '_')}`)
  })
  const kept = (flowId: string) => keychain.get(`flow-${flowId}/mongodb`)

  it('adds it once however often the flow is finished, and then forgets the address that the flow kept', async () => {
    const flow = randomUUID()
    await workspaces.keep(flow, 'mongodb', uri ?? '')
    await workspaces.add(flow, { name, operator })
    await workspaces.add(flow, { name, operator })
    expect(readWorkspaces(folder.path)).toMatchObject([{ name, kind: 'connected', flow }])
    expect(await kept(flow)).toBeUndefined()
  })

  it('a name that another flow or command has taken meanwhile is refused, and nothing is said to be connected', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    for (const flow of [first, second]) await workspaces.keep(flow, 'mongodb', uri ?? '')
    await workspaces.add(first, { name, operator })
    await expect(workspaces.add(second, { name, operator })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { field: 'name' },
    })
    // It can be finished under another name: its address is still there.
    expect(await kept(second)).toBe(uri)
  })

  it('a flow that ran out leaves no address behind, once its owner looks at their flows', async () => {
    const w = await openWorld('sqlite', { ports: { workspaces } })
    let flow = await w.ask<Wizard>(w.ada, 'wizards.start', { kind: 'connectWorkspace' })
    const answer = async (step: string, value: object): Promise<void> => {
      flow = await w.ask(w.ada, 'wizards.answer', { id: flow.id, version: flow.version, step, answer: value })
    }
    await answer('name', { name })
    await answer('database', { uri })
    await w.ask(w.ada, 'wizards.list')
    expect(await kept(flow.id)).toBe(uri)
    w.wait(15 * 86_400_000)
    await expireWizards(w.store)
    await w.ask(w.ada, 'wizards.list')
    expect(await kept(flow.id)).toBeUndefined()
    await w.close()
  })

  it('two machines that connect to an empty database at once are both connected: one founds it, and the other joins', async () => {
    for (let round = 0; round < 3; round += 1) {
      await dropDatabase(uri ?? '', `castellan_${name.replaceAll('-', '_')}`)
      const machines = [tempDir('connect-a'), tempDir('connect-b')]
      const add = { name, mongodb: uri ?? '', operator }
      const added = await Promise.all(machines.map(({ path }) => addWorkspace({ ...add, dataDir: path })))
      expect(added.map((w) => w.person)).toEqual([operator, operator])
      for (const machine of machines) machine.remove()
    }
  })

  it('an address that is no longer in the keychain has to be given again', async () => {
    const flow = randomUUID()
    await workspaces.keep(flow, 'mongodb', uri ?? '')
    await workspaces.forget(flow)
    await expect(workspaces.add(flow, { name, operator })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(readWorkspaces(folder.path)).toEqual([])
  })
})
