/** Erases what has ended, in steps of one record, and tells of each: its parent kills it in the middle. */
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { Store } from '../../src-main/store/index.ts'
import { eraseEnded } from '../../src-main/tenancy/index.ts'
import { type Address, openAddress } from './stores.ts'

const address = JSON.parse(process.argv[2] ?? '') as Address
const shift = Number(process.argv[3])
const adapter = await openAddress(address)
let transactions = 0
const store = new Store(
  {
    ...{
      kind: adapter.kind,
      prepare: adapter.prepare,
      ping: adapter.ping,
      watch: adapter.watch,
      close: adapter.close,
    },
    direct: () => adapter.direct(),
    transaction: async (work) => {
      const result = await adapter.transaction(work)
      transactions += 1
      process.stdout.write(`step ${transactions}\n`)
      return result
    },
  },
  { cursorKey: randomBytes(32), now: () => new Date(Date.now() + shift), newId: () => v7() },
)
await eraseEnded(store, new AbortController().signal, { step: 1 })
process.stdout.write('all erased\n')
