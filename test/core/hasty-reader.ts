/** A database of which a plain read of several records may miss one, as where it is written while the read is under way. */
import type { Adapter, AdapterSession } from '../../src-main/store/adapter.ts'
import { type Address, openAddress } from './stores.ts'

/** @param misses asked at each plain read of the outbox: whether its second record is not seen */
export async function hastyReader(address: Address, misses: () => boolean): Promise<Adapter> {
  const adapter = await openAddress(address)
  const find: AdapterSession['find'] = async (spec, tenant, query) => {
    const found = await adapter.direct().find(spec, tenant, query)
    return spec.name === 'outbox' && misses() ? found.toSpliced(1, 1) : found
  }
  const direct = (): AdapterSession =>
    new Proxy(adapter.direct(), {
      get: (session, name) => {
        if (name === 'find') return find
        const value: unknown = Reflect.get(session, name)
        return typeof value === 'function' ? value.bind(session) : value
      },
    })
  return new Proxy(adapter, {
    get: (target, name) => {
      if (name === 'direct') return direct
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
