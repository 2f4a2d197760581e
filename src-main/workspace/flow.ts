/** The event flow of a workspace: its consumers, its schedules, and where their defects go. */
import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker/index.ts'
import type { Dns } from '../enrollment/index.ts'
import { Flow } from '../events/flow/index.ts'
import type { Store } from '../store/index.ts'
import { CONSUMERS } from './consumers.ts'
import { logDefect } from './log.ts'
import { schedulesOf } from './schedules.ts'

export const flowOf = (store: Store, broker: Broker, dns: Dns): Flow =>
  new Flow({
    store,
    broker,
    consumers: CONSUMERS,
    schedules: schedulesOf({ dns }),
    defect: (where, error) => logDefect(randomUUID(), where, error),
  })
