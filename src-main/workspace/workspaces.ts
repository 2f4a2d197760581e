/** Workspaces of this machine, for the guided flow that connects one. Secrets pass through the keychain only. */

import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { Keychain } from '../identity/index.ts'
import type { Workspaces } from '../wizards/index.ts'
import { addWorkspace } from './connect.ts'
import { readWorkspaces, SAMPLE } from './directory.ts'

const account = (flowId: string, name: string): string => `flow-${flowId}/${name}`

export const workspacesOf = (dir: string, keychain: Keychain): Workspaces => ({
  names: async () => [...new Set([SAMPLE, ...readWorkspaces(dir).map((w) => w.name)])],
  keep: (flowId, name, secret) => keychain.set(account(flowId, name), secret),
  forget: (flowId) => forget(keychain, flowId),
  probeDatabase: async (uri) => {
    const { openMongo } = await import('../store/mongodb/index.ts')
    const adapter = await openMongo({ uri, database: 'castellan' })
    try {
      return await adapter.ping()
    } finally {
      await adapter.close()
    }
  },
  probeBroker: async (url) => (await import('../broker/rabbitmq/index.ts')).probeRabbit(url),
  add: async (flowId, { name, operator }) => {
    const known = readWorkspaces(dir).find((w) => w.name === name)
    if (known && known.flow !== flowId)
      throw new CastellanError('CONFLICT', `There is a workspace ${name} already.`, { field: 'name' })
    const mongodb = await keychain.get(account(flowId, 'mongodb'))
    if (!known && mongodb === undefined)
      throw new CastellanError(
        'UNAVAILABLE',
        'The address of the database is not in the keychain of this machine; give it again.',
        { what: 'keychain' },
      )
    const amqp = await keychain.get(account(flowId, 'amqp'))
    if (!known && mongodb !== undefined)
      await addWorkspace({ name, mongodb, amqp, operator, flow: flowId, dataDir: dir })
    await forget(keychain, flowId)
  },
})

async function forget(keychain: Keychain, flowId: string): Promise<void> {
  for (const name of ['mongodb', 'amqp']) await keychain.delete(account(flowId, name))
}
