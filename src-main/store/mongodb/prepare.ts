/** Brings the database up to what the collections declare: creates, adds, replaces validators; drops nothing. */
import { type Db, MongoServerError } from 'mongodb'
import type { CollectionSpec } from '../spec.ts'
import { indexesOf } from './indexes.ts'
import { validatorOf } from './validator.ts'

const NAMESPACE_EXISTS = 48

async function createCollection(db: Db, spec: CollectionSpec): Promise<void> {
  try {
    await db.createCollection(spec.name, { validator: validatorOf(spec) })
  } catch (error) {
    // Another process was faster; its validator is compared on the next start.
    if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error
  }
}

/** Idempotent; a validator that is already right is left alone, because changing one takes a lock. */
export async function prepareDatabase(db: Db, specs: readonly CollectionSpec[]): Promise<void> {
  const existing = await db.listCollections({}, { nameOnly: false }).toArray()
  for (const spec of specs) {
    const info = existing.find((collection) => collection.name === spec.name)
    const validator = validatorOf(spec)
    if (!info) await createCollection(db, spec)
    else if (JSON.stringify(info.options?.['validator']) !== JSON.stringify(validator))
      await db.command({
        collMod: spec.name,
        validator,
        validationLevel: 'strict',
        validationAction: 'error',
      })
    await db.collection(spec.name).createIndexes(indexesOf(spec))
  }
}
