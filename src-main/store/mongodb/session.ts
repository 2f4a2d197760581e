/** What the port's sessions do, in commands. Each adds the tenant itself, through `withTenant` or `stampTenant`. */
import type { AnyBulkWriteOperation, ClientSession, Collection, Db, Document, Filter } from 'mongodb'
import type {
  AdapterSession,
  Change,
  FindQuery,
  Group,
  GroupQuery,
  OneTenant,
  Stored,
  Tenant,
} from '../adapter.ts'
import { eq, isIn, type Predicate } from '../predicate.ts'
import type { CollectionSpec } from '../spec.ts'
import { toDocument, toStored, updateOf } from './document.ts'
import { duplicateOf, toFailure, unavailable } from './failure.ts'
import { conjunction, fieldName, filterOf } from './filter.ts'
import { pageFilter, projectionOf, sortOf } from './page.ts'
import { markOf, organizationOf, reasonOf, stampTenant, withTenant } from './tenant.ts'
import type { Outcome } from './transaction.ts'

interface TenantDocument extends Document {
  _id: string
}

/** Runs `work` in a transaction of its own. */
type Atomically = <R>(work: (session: AdapterSession) => Promise<R>) => Promise<R>

/** The transaction that a session belongs to. */
export interface Part {
  readonly session: ClientSession
  readonly outcome: Outcome
}

const changeFilter = (spec: CollectionSpec, change: Change): Document => {
  const same = filterOf(spec, eq('id', change.id))
  return change.version === undefined
    ? same
    : conjunction([same, filterOf(spec, eq('version', change.version))])
}

/**
 * A server that is killed in the wrong instant leaves the driver (7.9) with commands that neither fail nor time out,
 * whatever its own limits are: seen with reads that were sent while a busy machine noticed it. Nobody waits for ever.
 */
const ANSWER_MS = 30_000
async function answered<R>(command: Promise<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined
  const never = new Promise<never>((_, failed) => {
    timer = setTimeout(
      () => failed(unavailable('The database took a command and never answered it.')),
      ANSWER_MS,
    )
  })
  return Promise.race([command, never]).finally(() => clearTimeout(timer))
}

/** The driver makes one at each asking, its name and options read anew; they hold no state. */
const collections = new WeakMap<Db, Map<string, Collection<TenantDocument>>>()
function collectionOf(db: Db, { name }: CollectionSpec): Collection<TenantDocument> {
  let ofDatabase = collections.get(db)
  if (ofDatabase === undefined) {
    ofDatabase = new Map()
    collections.set(db, ofDatabase)
  }
  const known = ofDatabase.get(name)
  if (known !== undefined) return known
  const made = db.collection<TenantDocument>(name)
  ofDatabase.set(name, made)
  return made
}

export class MongoSession implements AdapterSession {
  readonly #db: Db
  readonly #part: Part | undefined
  readonly #atomically: Atomically | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** Outside of a transaction, several writes of one call get one by `atomically`. */
  constructor(db: Db, part: Part | undefined, atomically?: Atomically) {
    this.#db = db
    this.#part = part
    this.#atomically = atomically
  }

  find(spec: CollectionSpec, tenant: Tenant, query: FindQuery): Promise<Stored[]> {
    return this.#run(spec, tenant, async (collection, options) => {
      // For the server a limit of zero means none.
      if (!(query.limit >= 1)) return []
      const projection = projectionOf(spec, query.fields)
      const cursor = collection.find(withTenant(tenant, pageFilter(spec, query)), {
        ...options,
        ...markOf(tenant),
        sort: sortOf(spec, query),
        limit: query.limit,
        ...(query.skip && !query.after ? { skip: query.skip } : {}),
        batchSize: query.limit,
        projection,
      })
      return (await cursor.toArray()).map(toStored)
    })
  }

  get(spec: CollectionSpec, tenant: OneTenant, id: string): Promise<Stored | undefined> {
    return this.#run(spec, tenant, async (collection, options) => {
      organizationOf(tenant)
      const found = await collection.findOne(withTenant(tenant, filterOf(spec, eq('id', id))), options)
      return found ? toStored(found) : undefined
    })
  }

  count(spec: CollectionSpec, tenant: Tenant, where: Predicate): Promise<number> {
    return this.#run(spec, tenant, async (collection, options) => {
      const pipeline = [{ $match: withTenant(tenant, filterOf(spec, where)) }, { $count: 'count' }]
      const [row] = await collection.aggregate(pipeline, { ...options, ...markOf(tenant) }).toArray()
      return Number(row?.['count'] ?? 0)
    })
  }

  group(spec: CollectionSpec, tenant: Tenant, query: GroupQuery): Promise<Group[]> {
    return this.#run(spec, tenant, async (collection, options) => {
      const by = query.by === undefined ? null : `$${fieldName(spec, query.by)}`
      const sum = query.sum === undefined ? 0 : `$${fieldName(spec, query.sum)}`
      const pipeline: Document[] = [{ $match: withTenant(tenant, filterOf(spec, query.where)) }]
      if (query.by !== undefined && spec.fields[query.by] === 'string[]') pipeline.push({ $unwind: by })
      pipeline.push({
        $group: { _id: by && { $ifNull: [by, null] }, count: { $sum: 1 }, sum: { $sum: sum } },
      })
      pipeline.push({ $sort: { _id: 1 } })
      const rows = await collection.aggregate(pipeline, { ...options, ...markOf(tenant) }).toArray()
      const groups = rows.map((row) => ({
        value: row['_id'],
        count: Number(row['count']),
        sum: Number(row['sum']),
      }))
      return groups.length === 0 && by === null ? [{ value: null, count: 0, sum: 0 }] : groups
    })
  }

  insert(spec: CollectionSpec, tenant: OneTenant, records: readonly Stored[]): Promise<void> {
    if (records.length > 1 && this.#atomically)
      return this.#atomically((s) => s.insert(spec, tenant, records))
    return this.#run(spec, tenant, async (collection, options) => {
      organizationOf(tenant)
      const documents = records.map((record) => toDocument(stampTenant(tenant, record)) as TenantDocument)
      const [first, second] = documents
      // The same command; of many the driver keeps books that one needs not.
      if (first && !second) await collection.insertOne(first, options)
      else if (first) await collection.insertMany(documents, options)
    })
  }

  update(spec: CollectionSpec, tenant: OneTenant, changes: readonly Change[]): Promise<string[]> {
    if (changes.length > 1 && this.#atomically)
      return this.#atomically((s) => s.update(spec, tenant, changes))
    return this.#run(spec, tenant, async (collection, options) => {
      organizationOf(tenant)
      const itsOwn = (change: Change): Filter<TenantDocument> =>
        withTenant(tenant, changeFilter(spec, change))
      const [only, second] = changes
      if (only && !second) {
        const { matchedCount } = await collection.updateOne(itsOwn(only), updateOf(only.set), options)
        return matchedCount === 1 ? [only.id] : []
      }
      const due = await this.#due(spec, tenant, changes)
      const operations = due.map(
        (change): AnyBulkWriteOperation<TenantDocument> => ({
          updateOne: { filter: itsOwn(change), update: updateOf(change.set) },
        }),
      )
      if (operations.length === 0) return []
      const { matchedCount } = await collection.bulkWrite(operations, { ...options, ordered: true })
      return matchedCount === due.length ? due.map((change) => change.id) : []
    })
  }

  updateWhere(
    spec: CollectionSpec,
    tenant: OneTenant,
    where: Predicate,
    set: Change['set'],
  ): Promise<number> {
    return this.#run(spec, tenant, async (collection, options) => {
      organizationOf(tenant)
      const filter = withTenant(tenant, filterOf(spec, where))
      return (await collection.updateMany(filter, updateOf(set), options)).matchedCount
    })
  }

  delete(spec: CollectionSpec, tenant: OneTenant, where: Predicate): Promise<number> {
    return this.#run(spec, tenant, async (collection, options) => {
      organizationOf(tenant)
      return (await collection.deleteMany(withTenant(tenant, filterOf(spec, where)), options)).deletedCount
    })
  }

  /**
   * Those of several changes that will find their record. The server counts what it matched and does not
   * say which; within the transaction's snapshot, what is true now is true at the write, or it conflicts.
   */
  async #due(spec: CollectionSpec, tenant: OneTenant, changes: readonly Change[]): Promise<Change[]> {
    const wanted = filterOf(spec, isIn('id', [...new Set(changes.map((change) => change.id))]))
    const rows = await collectionOf(this.#db, spec)
      .find(withTenant(tenant, wanted), { session: this.#part?.session, projection: { version: 1 } })
      .toArray()
    const versions = new Map(rows.map((row) => [row._id, Number(row['version'])]))
    return changes.filter(({ id, version }) => {
      const current = versions.get(id)
      if (current === undefined || (version !== undefined && version !== current)) return false
      versions.set(id, current + 1)
      return true
    })
  }

  /** One command after the other: a transaction of the server takes no two at once. */
  #run<R>(
    spec: CollectionSpec,
    tenant: Tenant,
    work: (collection: Collection<TenantDocument>, options: { session?: ClientSession }) => Promise<R>,
  ): Promise<R> {
    const collection = collectionOf(this.#db, spec)
    const part = this.#part
    if (!part) return this.#translated(spec, () => answered(work(collection, {})))
    const result = this.#last.then(() => {
      if (part.outcome.failure !== undefined) throw part.outcome.failure
      if (reasonOf(tenant) === undefined) part.outcome.organization = organizationOf(tenant as OneTenant)
      return this.#translated(spec, () => work(collection, { session: part.session }))
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  async #translated<R>(spec: CollectionSpec, work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      const failure = duplicateOf(spec, error) ?? error
      // What this side refused never reached the server; a transaction goes on after it.
      if (this.#part && !(error instanceof TypeError)) this.#part.outcome.failure = failure
      throw this.#part ? failure : toFailure(failure)
    }
  }
}
