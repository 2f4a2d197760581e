import { type Document, MongoClient, MongoServerError } from 'mongodb'

/** MaxTimeMSExpired, LockTimeout. */
const HELD = new Set<unknown>([50, 24])

/**
 * Drops a database that a test made. What a killed process was writing keeps a database for a minute; that one is left
 * to go with the server.
 */
export async function dropDatabase(uri: string, database: string): Promise<void> {
  const client = await MongoClient.connect(uri)
  try {
    await client.db(database).dropDatabase({ maxTimeMS: 2_000 })
  } catch (error) {
    if (!(error instanceof MongoServerError && HELD.has(error.code))) throw error
  } finally {
    await client.close()
  }
}

type Documents = ReadonlyMap<string, readonly Document[]>

/** A database that one test after the other uses; its collections cost a server more to make than all else a test asks of it. */
export interface LentDatabase {
  /** Every document of the collections that have any. */
  documents(names: readonly string[]): Promise<Documents>
  /** Puts documents into it, past everything that the store would do. */
  put(documents: Documents): Promise<void>
  /** Takes all documents out. False where it was dropped instead, because it has something that was not declared. */
  empty(names: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

export async function lendDatabase(uri: string, database: string): Promise<LentDatabase> {
  const client = await MongoClient.connect(uri)
  const db = client.db(database)
  return {
    documents: async (names) => {
      const found = await Promise.all(
        names.map(async (name) => [name, await db.collection(name).find().toArray()] as const),
      )
      return new Map(found.filter(([, documents]) => documents.length > 0))
    },
    put: async (documents) => {
      await Promise.all([...documents].map(([name, list]) => db.collection(name).insertMany([...list])))
    },
    empty: async (names) => {
      try {
        const found = await db.listCollections({}, { nameOnly: true }).toArray()
        if (found.length === names.length && found.every(({ name }) => names.includes(name))) {
          await Promise.all(found.map(({ name }) => db.collection(name).deleteMany({}, { maxTimeMS: 2_000 })))
          return true
        }
      } catch (error) {
        if (!(error instanceof MongoServerError && HELD.has(error.code))) throw error
      }
      await dropDatabase(uri, database)
      return false
    },
    close: () => client.close(),
  }
}
