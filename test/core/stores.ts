/** A store on a test's data, without the core above it: for programs that tests start by the dozen. */
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { Store } from '../../src-main/store/index.ts'

/** Where a world's data is. */
export type Address = { readonly file: string } | { readonly uri: string; readonly database: string }
/** Loads the adapter that is asked for alone. */
export async function openAddress(address: Address): Promise<Adapter> {
  if ('file' in address) {
    const { openSqlite } = await import('../../src-main/store/sqlite/index.ts')
    return openSqlite(address)
  }
  const { openMongo } = await import('../../src-main/store/mongodb/index.ts')
  return openMongo(address)
}

/** A store of its own on a world's data, as another process would have. */
export const openStore = async (
  address: Address,
  now: () => Date = () => new Date(),
  newId: () => string = () => v7(),
): Promise<Store> => new Store(await openAddress(address), { cursorKey: randomBytes(32), now, newId })
