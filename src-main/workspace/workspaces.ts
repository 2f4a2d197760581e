/** Workspaces of this machine, for the guided flow that connects one. Secrets pass through the keychain only. */

import { probeRabbit } from '../broker/rabbitmq/index.ts'
import type { Keychain } from '../identity/index.ts'
import { openMongo } from '../store/mongodb/index.ts'
import type { Workspaces } from '../wizards/index.ts'
import { addWorkspace } from './connect.ts'
import { readWorkspaces, SAMPLE } from './directory.ts'

const account = (flowId: string, name: string): string => `flow-${flowId}/${name}`

export const workspacesOf = (dir: string, keychain: Keychain): Workspaces => ({
  names: async () => [...new Set([SAMPLE, ...readWorkspaces(dir).map((w) => w.name)])],
  keep: (flowId, name, secret) => keychain.set(account(flowId, name), secret),
  forget: async (flowId) => {
    for (const name of ['mongodb', 'amqp']) await keychain.delete(account(flowId, name))
  },
  probeDatabase: async (uri) => {
    const adapter = await openMongo({ uri, database: 'castellan' })
    try {
      return await adapter.ping()
    } finally {
      await adapter.close()
    }
  },
  probeBroker: probeRabbit,
  add: async (flowId, { name, operator }) => {
    const mongodb = await keychain.get(account(flowId, 'mongodb'))
    if (mongodb === undefined || readWorkspaces(dir).some((w) => w.name === name)) return
    const amqp = await keychain.get(account(flowId, 'amqp'))
    await addWorkspace({ name, mongodb, amqp, operator, dataDir: dir })
    for (const kept of ['mongodb', 'amqp']) await keychain.delete(account(flowId, kept))
  },
})
