import { MongoClient, MongoServerError } from 'mongodb'

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

/**
 * Takes all records out of a database and leaves its collections, which cost a server more to make than all else that a
 * test asks of it. False where it was dropped instead, because it has something that was not declared.
 */
export async function emptyDatabase(
  uri: string,
  database: string,
  declared: readonly { readonly name: string }[],
): Promise<boolean> {
  const client = await MongoClient.connect(uri)
  try {
    const db = client.db(database)
    const names = new Set(declared.map(({ name }) => name))
    const found = await db.listCollections({}, { nameOnly: true }).toArray()
    if (found.length === names.size && found.every(({ name }) => names.has(name))) {
      await Promise.all(found.map(({ name }) => db.collection(name).deleteMany({}, { maxTimeMS: 2_000 })))
      return true
    }
  } catch (error) {
    if (!(error instanceof MongoServerError && HELD.has(error.code))) throw error
  } finally {
    await client.close()
  }
  await dropDatabase(uri, database)
  return false
}
