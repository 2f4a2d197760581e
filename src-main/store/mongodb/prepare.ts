/** Brings the database up to what the collections declare: creates, adds, replaces validators, and drops its own indexes that are declared no more. */
import { type Collection, type Db, MongoServerError } from 'mongodb'
import type { CollectionSpec } from '../spec.ts'
import { indexesOf, isOurs } from './indexes.ts'
import { validatorOf } from './validator.ts'

const NAMESPACE_EXISTS = 48
const INDEX_NOT_FOUND = 27

async function createCollection(db: Db, spec: CollectionSpec): Promise<void> {
  try {
    await db.createCollection(spec.name, { validator: validatorOf(spec) })
  } catch (error) {
    // Another process was faster; its validator is compared on the next start.
    if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error
  }
}

/**
 * Idempotent; a validator that is already right is left alone, because changing one takes a lock. All collections at
 * once: each answer waits for the database's disk, and there are as many to wait for as there are collections.
 */
export async function prepareDatabase(db: Db, specs: readonly CollectionSpec[]): Promise<void> {
  const existing = await db.listCollections({}, { nameOnly: false }).toArray()
  await Promise.all(
    specs.map(async (spec) => {
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
      const list = db.collection(spec.name)
      await list.createIndexes(indexesOf(spec))
      if (info) await dropUndeclared(list, spec)
    }),
  )
}

/** An index that is declared no more goes: a unique one would go on refusing. One that somebody else made stays. */
async function dropUndeclared(list: Collection, spec: CollectionSpec): Promise<void> {
  const names = new Set(indexesOf(spec).map(({ name }) => name))
  for (const { name } of await list.indexes())
    if (name !== undefined && isOurs(name) && !names.has(name)) await dropIndex(list, name)
}

async function dropIndex(list: Collection, name: string): Promise<void> {
  try {
    await list.dropIndex(name)
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof MongoServerError) || error.code !== INDEX_NOT_FOUND) throw error
  }
}
