/** What the workspace is connected to, measured when asked. */
import type { Contract } from '../../src-preload/contract/index.ts'
import type { Handlers } from '../api/index.ts'
import type { Broker } from '../broker/index.ts'
import type { Store } from '../store/index.ts'
import { VERSION } from './version.ts'

export const healthOf = (store: Store, broker: Broker): Pick<Handlers<Contract['health']>, 'check'> => ({
  check: async () => {
    const database = await store.ping().then(
      (p) => ({ state: 'up' as const, ...p }),
      () => ({ state: 'down' as const, server: store.kind, milliseconds: null }),
    )
    return {
      database,
      broker: {
        ...broker.state(),
        ...(broker.kind === 'in-process' ? { state: 'none' as const } : {}),
        milliseconds: null,
      },
      version: VERSION,
    }
  },
})
