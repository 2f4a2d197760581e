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
