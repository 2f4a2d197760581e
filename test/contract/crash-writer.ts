/**
 * Moves amounts between two records until it is killed: `node crash-writer.ts sqlite FILE KEY ORG` or
 * `mongodb URI DATABASE ORG`. Each move is one transaction over four records; its number is printed once
 * it is committed, and not before.
 */
import { writeSync } from 'node:fs'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { box, boxSpec } from './boxes.ts'

const [kind, where = '', second = '', org = ''] = process.argv.slice(2)

/** Loads the one that is asked for: the start of this program is most of a round. */
async function open(): Promise<Adapter> {
  if (kind === 'sqlite') {
    const { openSqlite } = await import('../../src-main/store/sqlite/index.ts')
    return openSqlite({ file: where, key: second })
  }
  const { openMongo } = await import('../../src-main/store/mongodb/index.ts')
  return openMongo({ uri: where, database: second })
}

const adapter = await open()
const [from, to] = [box(org, { name: 'from', size: 0 }), box(org, { name: 'to', size: 0 })]
await adapter.direct().insert(boxSpec, { org }, [from, to])

for (let number = 1; ; number++) {
  const amount = (number * 7919) % 1000
  await adapter.transaction(async (session) => {
    const [a, b] = [await session.get(boxSpec, { org }, from.id), await session.get(boxSpec, { org }, to.id)]
    await session.update(boxSpec, { org }, [
      { id: from.id, version: number, set: { size: Number(a?.['size']) - amount } },
    ])
    await session.insert(boxSpec, { org }, [
      box(org, { name: 'move', rank: number, size: amount, note: 'x'.repeat(500) }),
    ])
    await session.update(boxSpec, { org }, [
      { id: to.id, version: number, set: { size: Number(b?.['size']) + amount } },
    ])
  })
  // Past the stream, which would keep for later what a full pipe does not take: what is acknowledged was printed.
  writeSync(1, `${number}\n`)
}
