/**
 * Transfers a batch of resources to and fro between an organization and another one, or the personal space where none
 * is named, until it is killed: `node transfer-writer.ts sqlite FILE KEY EMAIL ORG [OTHER]` or `mongodb URI DATABASE EMAIL
 * ORG [OTHER]`. Prints a transfer's id once it is answered.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { v7 } from 'uuid'
import { createApi, type Session } from '../../src-main/api/index.ts'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { Store } from '../../src-main/store/index.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'

const [kind, where = '', second = '', as = '', org = '', other] = process.argv.slice(2)

/** Loads the one that is asked for: the start of this program is most of a round. */
async function open(): Promise<Adapter> {
  if (kind === 'sqlite') {
    const { openSqlite } = await import('../../src-main/store/sqlite/index.ts')
    return openSqlite({ file: where, key: second })
  }
  const { openMongo } = await import('../../src-main/store/mongodb/index.ts')
  return openMongo({ uri: where, database: second })
}

const none = { state: 'none' as const, server: '', milliseconds: null }
const store = new Store(await open(), {
  cursorKey: randomBytes(32),
  now: () => new Date(),
  newId: () => v7(),
})
const api = await createApi({
  store,
  workspace: { name: 'test', kind: 'local', sample: false, samplePeople: [] },
  version: '0',
  dns: { txt: async () => ({ kind: 'none' }) },
  health: { check: () => ({ database: none, broker: none, version: '0' }) },
  logDefect: (_id, procedure, error) => console.error(`${procedure}: ${String(error)}`),
})
const ask = async <R>(session: Session, procedure: string, input?: unknown): Promise<R> =>
  (await api.call(session, procedure.split('.'), input)) as R

const work = await api.newSession({ host: 'test', as, org })
const home = await api.newSession({ host: 'test', as, org: other ?? org })
if (other === undefined) {
  const contexts = await ask<ContextChoice[]>(home, 'session.contexts')
  await ask(home, 'session.enter', { orgId: contexts.find((c) => c.kind === 'personal')?.orgId })
}

const batchOf = async (session: Session) =>
  (await ask<{ items: { id: string }[] }>(session, 'resources.list', { kind: 'chatbot' })).items
for (;;) {
  for (const [from, to] of [
    [work, home],
    [home, work],
  ] as const) {
    const batch = await batchOf(from)
    if (batch.length === 0) continue
    const transferId = randomUUID()
    await ask(from, 'transfers.start', {
      transferId,
      items: batch.map(({ id }) => ({ kind: 'chatbot', id })),
      toOrgId: to.orgId,
      reason: 'to and fro',
    })
    // Past the stream, which would keep for later what a full pipe does not take: what is acknowledged was printed.
    writeSync(1, `${transferId}\n`)
  }
}
