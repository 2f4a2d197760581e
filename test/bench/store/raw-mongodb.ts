/** The same work with the MongoDB driver alone, with the same concerns, the organization in each command. */
import { randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { type Contestant, PAGE } from './contestant.ts'
import { documentId, draft, KIND, nameOf, orgId } from './sample.ts'

/** The fields that commands here name; the documents have more. */
interface Document {
  readonly kind?: string
  readonly description?: string
  readonly searchText?: string
  readonly updatedAt?: string
  readonly _id: string
  readonly orgId: string
  readonly version: number
}
export interface RawMongo extends Contestant {
  /** Drops the database. */
  close(): Promise<void>
}

export async function rawMongo(uri: string, database: string): Promise<RawMongo> {
  const client = await MongoClient.connect(uri, {
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  })
  const documents = client.db(database).collection<Document>('resources')
  return {
    async list(org) {
      const cursor = documents.find(
        { orgId: orgId(org), kind: KIND },
        {
          sort: { name: 1, _id: 1 },
          limit: PAGE + 1,
          batchSize: PAGE + 1,
        },
      )
      return (await cursor.toArray()).slice(0, PAGE).length
    },
    async get(org, number) {
      const found = await documents.findOne({ orgId: orgId(org), _id: documentId(org, number) })
      if (!found) throw new Error('the record was not there')
      return found
    },
    async insert(org, number) {
      const at = new Date().toISOString()
      const fields = draft(number)
      const searchText = `${fields.name}\n${fields.description}`.toLowerCase()
      const own = { _id: randomUUID(), orgId: orgId(org), version: 1, createdAt: at, updatedAt: at }
      await documents.insertOne({ ...fields, ...own, searchText })
    },
    async update(org, read, number) {
      const description = `Changed ${number}`
      const searchText = `${nameOf(number)}\n${description}`.toLowerCase()
      const { modifiedCount } = await documents.updateOne(
        { orgId: orgId(org), _id: documentId(org, number), version: read.version },
        {
          $inc: { version: 1 },
          $set: { updatedAt: new Date().toISOString(), description, searchText },
        },
      )
      if (modifiedCount !== 1) throw new Error('the record was not there')
    },
    async close() {
      await client.db(database).dropDatabase()
      await client.close()
    },
  }
}
