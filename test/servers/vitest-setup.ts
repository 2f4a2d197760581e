import { startMongo } from './mongo.ts'

/**
 * Starts the database that tests share, unless the whole run has started it already.
 *
 * @returns what ends it after the last test
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['CASTELLAN_TEST_MONGODB']) return async () => undefined
  const mongo = await startMongo()
  if (mongo) process.env['CASTELLAN_TEST_MONGODB'] = mongo.uri
  return async () => mongo?.stop()
}
