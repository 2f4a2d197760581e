/** The test world: two organizations, both fully populated through the api, a stranger to both, and the operator. */
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { type Api, createApi, type Session } from '../../../src-main/api/index.ts'
import type { Broker } from '../../../src-main/broker/index.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, Store } from '../../../src-main/store/index.ts'
import { outbox } from '../../../src-main/store/records/index.ts'
import { foundPlatform, inUnit } from '../../../src-main/workspace/founding.ts'
import { CANARY } from '../canary.ts'
import { contend, contendWith, proveOwn } from './domains.ts'
import { openFlow, prepareFlow } from './flow.ts'
import { deleteOneOfEach, type Gone } from './gone.ts'
import { thisMachine } from './machine.ts'
import { OPERATOR, Side } from './side.ts'
import { Zones } from './zones.ts'

const MARK = 'aardvark'

export interface World {
  readonly adapter: Adapter
  readonly store: Store
  readonly api: Api
  readonly broker: Broker
  readonly operator: Session
  readonly a: Side
  readonly b: Side
  /** B as if its ids were those of what it deleted. */
  readonly gone: Gone
  /** Errors that were no typed ones. */
  readonly defects: readonly string[]
  newOperator(): Promise<Session>
  close(): Promise<void>
}

export async function openWorld(adapter: Adapter): Promise<World> {
  const defects: string[] = []
  const store = new Store(adapter, { cursorKey: randomBytes(32), now: () => new Date(), newId: () => v7() })
  await inUnit(store, (work) => foundPlatform(work, OPERATOR, 'Operator'))
  const machine = await thisMachine()
  const broker = await openFlow()
  const zones = new Zones()
  const api = await createApi({
    store,
    broker,
    ports: { workspaces: machine.workspaces },
    workspace: { name: 'isolation', kind: 'local', sample: false, samplePeople: [] },
    version: '0',
    health: { check: () => ({ database: up, broker: up, version: '0' }) },
    dns: zones,
    logDefect: (id, procedure, error) =>
      defects.push(`${procedure}: a defect instead of a typed error (${id}): ${String(error).slice(0, 300)}`),
  })
  const newOperator = (): Promise<Session> => api.newSession({ host: 'isolation', as: OPERATOR })
  const operator = await newOperator()
  const [a, b] = [await found(api, operator, MARK), await found(api, operator, CANARY)]
  const stranger = await found(api, operator, 'stranger')
  const gone: Gone[] = []
  for (const side of [a, b]) {
    await side.populate()
    await proveOwn(side, zones, operator)
    await contendWith(stranger, side, zones, operator)
    gone.push(await deleteOneOfEach(side))
    await prepareFlow(broker, side)
    await side.askForApprovals()
    const events = new Across(store).tenant(side.admin.orgId ?? '').collection(outbox)
    side.eventId = (await events.first(EVERYTHING))?.id ?? ''
  }
  // Named so that they stand behind all others in lists.
  await contend('zz-one.example', a, b, zones)
  await contend('zz-two.example', b, a, zones)
  const [, goneOfB] = gone
  if (!goneOfB) throw new Error('Nothing was deleted.')
  return {
    ...{ adapter, store, api, broker, operator, a, b, gone: goneOfB, defects, newOperator },
    close: async () => {
      await api.stop()
      machine.remove()
      await broker.close()
    },
  }
}

const up = { state: 'up' as const, server: 'x', milliseconds: 1 }

async function found(api: Api, operator: Session, mark: string): Promise<Side> {
  const admin = `${mark}-admin@${mark}.example`
  const slug = `${mark}-ltd`
  const name = `${mark} Ltd`
  await api.call(operator, ['platform', 'create'], {
    name,
    slug,
    admin: { email: admin, name: `${mark} admin` },
  })
  return new Side(api, await api.newSession({ host: 'isolation', as: admin, org: slug }), mark, slug)
}
