/** The exact shapes of commands that the MongoDB adapter emits. Everything else is refused; nothing is interpreted. */
import { type Verdict, violation } from './probe.ts'

type Doc = { readonly [key: string]: unknown }

const isDoc = (v: unknown): v is Doc => typeof v === 'object' && v !== null && !Array.isArray(v)
const isName = (v: unknown): v is string => typeof v === 'string' && v !== ''
const isField = (v: string): boolean => /^[A-Za-z_]\w*$/.test(v) && v !== 'orgId'
const isPath = (v: unknown): v is string => typeof v === 'string' && v.startsWith('$') && isField(v.slice(1))
const isScalar = (v: unknown): boolean => v === null || ['string', 'number', 'boolean'].includes(typeof v)
const isNumber = (v: unknown): boolean => typeof v === 'number'
const only = (doc: Doc, keys: readonly string[]): boolean => Object.keys(doc).every((k) => keys.includes(k))
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const ENVELOPE = [
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  '$db',
  '$clusterTime',
  '$readPreference',
  'comment',
]
const OPERATORS: { readonly [operator: string]: (v: unknown) => boolean } = {
  $eq: isScalar,
  $in: (v) => Array.isArray(v) && v.every(isScalar),
  $gt: (v) => isScalar(v) && v !== null,
  $gte: (v) => isScalar(v) && v !== null,
  $lt: (v) => isScalar(v) && v !== null,
  $ne: (v) => v === null,
  $not: (v) => isDoc(v) && only(v, ['$gt']) && isTest(v),
  $elemMatch: (v) => isDoc(v) && only(v, ['$gte', '$lt', '$type']) && isTest(v),
  $regex: (v) => typeof v === 'string',
  $type: (v) => v === 'string' || v === 'number',
}
const isTest = (v: unknown): boolean =>
  isDoc(v) &&
  Object.keys(v).length > 0 &&
  Object.entries(v).every(([k, inner]) => OPERATORS[k]?.(inner) === true)

/** A condition of the closed language: it cannot name the organization, and its values are values. */
function isCondition(v: unknown): boolean {
  if (!isDoc(v)) return false
  const entries = Object.entries(v)
  return (
    entries.length > 0 &&
    entries.every(([key, inner]) =>
      ['$and', '$or'].includes(key)
        ? Array.isArray(inner) && inner.length > 0 && inner.every(isCondition)
        : key === '$nor'
          ? Array.isArray(inner) && inner.length === 1 && isCondition(inner[0])
          : isField(key) && isTest(inner),
    )
  )
}

/** The organization of a scoped filter; undefined where it does not stand first, alone and by itself. */
function organizationIn(filter: unknown): string | undefined {
  if (!isDoc(filter) || !isDoc(filter['orgId'])) return undefined
  const keys = Object.keys(filter)
  const rest = filter['$and']
  const shape =
    keys.length === 1 ||
    (keys.length === 2 && Array.isArray(rest) && rest.length === 1 && isCondition(rest[0]))
  const org = only(filter['orgId'], ['$eq']) ? filter['orgId']['$eq'] : undefined
  return shape && keys[0] === 'orgId' && isName(org) ? org : undefined
}

const reasonIn = (command: Doc): string | undefined =>
  typeof command['comment'] === 'string' && /^across:./.test(command['comment'])
    ? command['comment'].slice('across:'.length)
    : undefined

/** A read: scoped, or marked and without any organization. */
function read(command: Doc, name: string, filter: unknown): Verdict {
  const reason = reasonIn(command)
  if (reason !== undefined)
    return same(filter, {}) || isCondition(filter)
      ? { kind: 'across', reason }
      : violation(`${name} across tenants with a condition of an unknown shape`)
  if ('comment' in command) return violation(`${name} with a comment of its own`)
  const org = organizationIn(filter)
  return org === undefined
    ? violation(`${name} on ${String(command[name])} without its organization`)
    : { kind: 'scoped', command: name, organizations: [org] }
}

function find(command: Doc): Verdict {
  const keys = [
    'find',
    'filter',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'projection',
    ...ENVELOPE,
  ]
  const { sort, projection } = command
  const order = sort instanceof Map ? Object.fromEntries(sort) : (sort ?? {})
  const plainOrder =
    isDoc(order) && Object.entries(order).every(([k, v]) => isField(k) && (v === 1 || v === -1))
  const plainFields =
    projection === undefined ||
    (isDoc(projection) &&
      (only(projection, ['searchText']) || Object.values(projection).every((v) => v === 1)))
  if (!only(command, keys) || !plainOrder || !plainFields) return violation('find of an unknown shape')
  return read(command, 'find', command['filter'])
}

const isGroup = (v: unknown): boolean => {
  const group = isDoc(v) && only(v, ['$group']) ? v['$group'] : undefined
  if (!isDoc(group) || !only(group, ['_id', 'count', 'sum'])) return false
  const id = group['_id']
  const path = isDoc(id) && only(id, ['$ifNull']) && Array.isArray(id['$ifNull']) ? id['$ifNull'] : undefined
  const sum = isDoc(group['sum']) && only(group['sum'], ['$sum']) ? group['sum']['$sum'] : undefined
  return (
    (id === null || (path?.length === 2 && isPath(path[0]) && path[1] === null)) &&
    same(group['count'], { $sum: 1 }) &&
    (sum === 0 || isPath(sum))
  )
}

const WATCHED = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace', 'invalidate'] } } },
  {
    $project: { operationType: 1, documentKey: 1, 'fullDocument.orgId': 1, 'fullDocument.version': 1 },
  },
]

function aggregate(command: Doc): Verdict {
  const pipeline: unknown = command['pipeline']
  if (!only(command, ['aggregate', 'pipeline', 'cursor', ...ENVELOPE]) || !isName(command['aggregate']))
    return violation('aggregate of an unknown shape')
  if (!Array.isArray(pipeline) || !isDoc(pipeline[0])) return violation('aggregate without a pipeline')
  const [first, ...rest] = pipeline
  if ('$changeStream' in first) return watched(command, first, rest)
  const unwound =
    isDoc(rest[0]) && only(rest[0], ['$unwind']) && isPath(rest[0]['$unwind']) ? rest.slice(1) : rest
  const known =
    same(rest, [{ $count: 'count' }]) ||
    (unwound.length === 2 && isGroup(unwound[0]) && same(unwound[1], { $sort: { _id: 1 } }))
  if (!known || !only(first, ['$match'])) return violation('aggregate with stages of an unknown shape')
  return read(command, 'aggregate', first['$match'])
}

/** Watching tells only organization, id and version: the projection must be there, and the reason. */
function watched(command: Doc, first: Doc, rest: readonly unknown[]): Verdict {
  const options = first['$changeStream']
  const known =
    isDoc(options) && only(options, ['fullDocument', 'resumeAfter', 'startAfter', 'startAtOperationTime'])
  const reason = reasonIn(command)
  return known && same(rest, WATCHED) && reason !== undefined
    ? { kind: 'across', reason }
    : violation('change stream of an unknown shape')
}

const scoped = (command: string, organizations: readonly (string | undefined)[]): Verdict => {
  const named = organizations.filter(isName)
  return named.length > 0 && named.length === organizations.length && new Set(named).size === 1
    ? { kind: 'scoped', command, organizations: [...new Set(named)] }
    : violation(`${command} without one organization in each of its operations`)
}

const listIn = (command: Doc, name: string, key: string): Doc[] | undefined => {
  const list: unknown = command[key]
  const known = only(command, [name, key, 'ordered', ...ENVELOPE]) && !('comment' in command)
  return known && Array.isArray(list) && list.every(isDoc) ? list : undefined
}

function insert(command: Doc): Verdict {
  const documents = listIn(command, 'insert', 'documents')
  if (!documents) return violation('insert of an unknown shape')
  return scoped(
    'insert',
    documents.map((d) => (isName(d['orgId']) ? d['orgId'] : undefined)),
  )
}

const isUpdate = (u: unknown): boolean =>
  isDoc(u) &&
  only(u, ['$inc', '$set', '$unset']) &&
  same(u['$inc'], { version: 1 }) &&
  [u['$set'] ?? {}, u['$unset'] ?? {}].every(
    (part) => isDoc(part) && Object.keys(part).every((k) => isField(k) && k !== '_id' && k !== 'version'),
  )

function update(command: Doc): Verdict {
  const updates = listIn(command, 'update', 'updates')
  const known = updates?.every((u) => only(u, ['q', 'u', 'multi']) && isUpdate(u['u']))
  if (!updates || !known) return violation('update of an unknown shape')
  return scoped(
    'update',
    updates.map((u) => organizationIn(u['q'])),
  )
}

function remove(command: Doc): Verdict {
  const deletes = listIn(command, 'delete', 'deletes')
  if (!deletes?.every((d) => only(d, ['q', 'limit']) && isNumber(d['limit'])))
    return violation('delete of an unknown shape')
  return scoped(
    'delete',
    deletes.map((d) => organizationIn(d['q'])),
  )
}

/** Led by the organization; or, by its name, for a named look across tenants, and then never unique: that would tell. */
const isIndex = (index: unknown): boolean => {
  if (!isDoc(index) || !only(index, ['name', 'key', 'unique', 'partialFilterExpression'])) return false
  const across = /^across_/.test(String(index['name']))
  return across ? !('unique' in index) : firstOf(index['key']) === 'orgId'
}
const firstOf = (key: unknown): string | undefined =>
  (key instanceof Map ? [...key.keys()] : Object.keys((key ?? {}) as object))[0]

function schema(name: string, command: Doc): Verdict {
  const known =
    name === 'createIndexes'
      ? Array.isArray(command['indexes']) && command['indexes'].every(isIndex)
      : name === 'dropIndexes'
        ? /^(tenant|across)_/.test(String(command['index']))
        : name === 'listCollections' || name === 'listIndexes' || isDoc(command['validator'])
  return known ? { kind: 'schema' } : violation(`${name} of an unknown shape`)
}

const SCHEMA = new Set([
  'create',
  'collMod',
  'createIndexes',
  'listCollections',
  'listIndexes',
  'dropIndexes',
])

const SESSION = new Set([
  'hello',
  'ping',
  'buildInfo',
  'commitTransaction',
  'abortTransaction',
  'endSessions',
  'saslStart',
  'saslContinue',
])

/** Judges one command as it went over the wire; cursors are the probe's. */
export function judge(name: string, command: Doc): Verdict {
  if (name === 'find') return find(command)
  if (name === 'aggregate') return aggregate(command)
  if (name === 'insert') return insert(command)
  if (name === 'update') return update(command)
  if (name === 'delete') return remove(command)
  if (SCHEMA.has(name)) return schema(name, command)
  return SESSION.has(name) ? { kind: 'session' } : violation(`${name}, which is not a command of the adapter`)
}
