/** The writes of a sign-up with the MongoDB driver alone: one transaction, one command a collection, nothing read. */
import { type Document as Bson, MongoClient } from 'mongodb'
import type { Bare } from './bare.ts'
import { type Document, WRITTEN, type Writes } from './written.ts'

interface Row extends Bson {
  _id: string
}

const DURABLE = { w: 'majority', journal: true } as const

export async function bareMongo(uri: string, database: string): Promise<Bare> {
  const client = await MongoClient.connect(uri, { readConcern: { level: 'majority' }, writeConcern: DURABLE })
  const db = client.db(database)
  const toRow = ({ id, ...rest }: Document): Row => ({ _id: id, ...rest })
  const toDocument = ({ _id, ...rest }: Row): Document => ({ id: _id, ...rest }) as unknown as Document
  return {
    async newest(collection, orgId, count) {
      const rows = await db
        .collection<Row>(collection)
        .find({ orgId })
        .sort({ createdAt: -1, _id: -1 })
        .limit(count)
        .toArray()
      return rows.map(toDocument).reverse()
    },
    async counts() {
      const counts = new Map<string, number>()
      for (const { name } of await db.listCollections().toArray())
        counts.set(name, await db.collection(name).countDocuments())
      return counts
    },
    async write({ documents, orgId, head }: Writes) {
      const session = client.startSession()
      try {
        await session.withTransaction(
          async () => {
            for (const name of WRITTEN)
              await db.collection<Row>(name).insertMany(documents[name].map(toRow), { session })
            const change = { $inc: { version: 1 }, $set: head }
            const { modifiedCount } = await db
              .collection<Row>('heads')
              .updateOne({ orgId, _id: orgId }, change, { session })
            if (modifiedCount !== 1) throw new Error('the head was not there')
          },
          { readConcern: { level: 'snapshot' }, writeConcern: DURABLE },
        )
      } finally {
        await session.endSession()
      }
    },
    close: () => client.close(),
  }
}
