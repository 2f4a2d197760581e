/** Another process of a workspace: suspends a member, and ends. */
import { createApi } from '../../src-main/api/index.ts'
import { type Address, openStore } from './world.ts'

const { address, admin, id } = JSON.parse(process.argv[2] ?? '') as {
  address: Address
  admin: string
  id: string
}
const store = await openStore(address)
const none = { state: 'none' as const, server: '', milliseconds: null }
const api = await createApi({
  store,
  workspace: { name: 'test', kind: 'local', sample: false, samplePeople: [] },
  version: '0',
  health: { check: () => ({ database: none, broker: none, version: '0' }) },
  dns: { txt: async () => ({ kind: 'none' }) },
  logDefect: (_id, procedure, error) => console.error(procedure, error),
})
const session = await api.newSession({ host: 'test', as: admin, org: 'acme' })
const { version } = (await api.call(session, ['members', 'get'], { id })) as { version: number }
await api.call(session, ['members', 'suspend'], { id, version, reason: 'from elsewhere' })
await api.stop()
await store.close()
