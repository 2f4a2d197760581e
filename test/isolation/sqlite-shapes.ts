/** The exact shapes of statements that the SQLite adapter emits. Everything else is refused; nothing is interpreted. */
import { type Verdict, violation } from './probe.ts'

type Params = readonly (string | number | null)[]

const TABLE = '"\\w+"'
const COLUMN = '(?:id|"f_\\w+")'
const ORDER = `(?: ORDER BY ${COLUMN} (?:ASC|DESC)(?:, id (?:ASC|DESC))? LIMIT \\?(?: OFFSET \\?)?)?`
const TOTAL = `(?:0|total\\(${COLUMN}\\)) AS sum`
const RECORDS = `\\(SELECT doc, (?:0|${COLUMN}) AS amount FROM ${TABLE} WHERE (?<where>.*)\\) AS r`
const ELEMENTS = `json_each\\(r\\.doc, '\\$\\.\\w+'\\) AS e WHERE e\\.type = 'text'`
const SET = `(?:json_remove\\()?json_set\\(doc, '\\$\\.version', "f_version" \\+ 1(?:, '\\$\\.\\w+', (?:\\?|json\\(\\?\\)))*\\)(?:(?:, '\\$\\.\\w+')+\\))?`

/** Each with its `WHERE` as the group `where`, and what is bound before it as `set`. */
const STATEMENTS: readonly (readonly [command: string, shape: RegExp])[] = [
  ['select', new RegExp(`^SELECT doc FROM ${TABLE} WHERE (?<where>.*?)${ORDER}$`, 's')],
  ['select', new RegExp(`^SELECT count\\(\\*\\) AS n FROM ${TABLE} WHERE (?<where>.*)$`, 's')],
  [
    'select',
    new RegExp(
      `^SELECT (?:NULL|${COLUMN}) AS value, count\\(\\*\\) AS count, ${TOTAL} FROM ${TABLE} WHERE (?<where>.*?)(?: GROUP BY 1 ORDER BY 1)?$`,
      's',
    ),
  ],
  [
    'select',
    new RegExp(
      `^SELECT e\\.value AS value, count\\(\\*\\) AS count, total\\(r\\.amount\\) AS sum FROM ${RECORDS}, ${ELEMENTS} GROUP BY 1 ORDER BY 1$`,
      's',
    ),
  ],
  ['delete', new RegExp(`^DELETE FROM ${TABLE} WHERE (?<where>.*)$`, 's')],
  [
    'update',
    new RegExp(`^UPDATE ${TABLE} SET doc = (?<set>${SET}(?:, search_text = \\?)?) WHERE (?<where>.*)$`, 's'),
  ],
]
const INSERT = new RegExp(
  `^INSERT INTO ${TABLE} \\(org_id, id, doc, search_text\\) VALUES \\(\\?, \\?, \\?, \\?\\)$`,
)
const NOTICE = [
  /^SELECT coalesce\(max\(seq\), 0\) FROM change_log$/,
  /^SELECT seq, collection, org_id, id FROM change_log WHERE seq > \? ORDER BY seq$/,
]
const SESSION = [
  /^(?:BEGIN IMMEDIATE|COMMIT|ROLLBACK)$/,
  /^PRAGMA (?:data_version|journal_mode = WAL)$/,
  /^(?:PRAGMA (?:synchronous = (?:FULL|OFF)|cache_size = -\d+)(?:; )?)+$/,
  /^SELECT sqlite_version\(\) AS v$/,
  /^SELECT count\(\*\) FROM sqlite_master$/,
]
/** A column that is worked out from the record. */
const DERIVED = `"f_\\w+" GENERATED ALWAYS AS \\(doc ->> '\\$\\.\\w+'\\) VIRTUAL`
const SCHEMA = [
  new RegExp(
    `^CREATE TABLE ${TABLE} \\(org_id TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, search_text TEXT(?:, ${DERIVED})*, PRIMARY KEY \\(org_id, id\\)\\) WITHOUT ROWID$`,
  ),
  /^CREATE TABLE IF NOT EXISTS change_log \([\w ,]+\)$/,
  new RegExp(
    `^CREATE TRIGGER IF NOT EXISTS noted_\\w+ AFTER (?:INSERT|UPDATE) ON ${TABLE} BEGIN\\s+INSERT INTO change_log \\(collection, org_id, id\\) VALUES \\('\\w+', NEW\\.org_id, NEW\\.id\\);\\s+DELETE FROM change_log WHERE seq <= last_insert_rowid\\(\\) - \\d+;\\s+END$`,
  ),
  new RegExp(`^ALTER TABLE ${TABLE} ADD COLUMN ${DERIVED}$`),
  new RegExp(`^CREATE (?:UNIQUE )?INDEX "\\w+" ON ${TABLE} \\(org_id, `),
  // For a named look across tenants; never unique.
  new RegExp(`^CREATE INDEX "\\w+_across" ON ${TABLE} \\((?:"f_|id\\)$)`),
  /^DROP INDEX "\w+"$/,
  /^SELECT name FROM pragma_table_xinfo\(\?\)$/,
  /^SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = \? AND sql IS NOT NULL$/,
  /^SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = \?$/,
]

/** Without its quoted parts, so that what is looked for is never inside of one. */
const bare = (sql: string): string => sql.replace(/'(?:[^']|'')*'|"[^"]*"/g, "''")

/** Every parenthesis closes one that was opened before it. */
function isBalanced(sql: string): boolean {
  let depth = 0
  for (const sign of sql) {
    if (sign === '(') depth++
    if (sign === ')' && --depth < 0) return false
  }
  return depth === 0
}

/** A condition that names no organization, no table but the elements of its own list, and no second statement. */
function isCondition(sql: string): boolean {
  const text = bare(sql)
  if (/org_id|;|--|\/\*|\bUNION\b|\bJOIN\b/i.test(text) || !isBalanced(text)) return false
  const tables = text.match(/\b(?:SELECT|FROM)\b/gi)?.length ?? 0
  const known = text.match(
    /\bEXISTS \(SELECT 1 FROM json_each\(''\.doc, ''\) AS e WHERE |\bIN \(SELECT value FROM json_each\(\?\)\)/g,
  )
  return tables === 2 * (known?.length ?? 0)
}

const ACROSS = /^\((?<condition>.*)\) \/\* across:(?<reason>[\w ]+) \*\/$/s
const SCOPED = /^org_id = \? AND \((?<condition>.*)\)$/s

/** `org` is what was bound for the first placeholder of the condition. */
function judgeWhere(command: string, where: string, org: Params[number] | undefined, sql: string): Verdict {
  const across = ACROSS.exec(where)?.groups
  if (command === 'select' && across && isCondition(across['condition'] ?? ''))
    return { kind: 'across', reason: across['reason'] ?? '' }
  const condition = SCOPED.exec(where)?.groups?.['condition']
  if (condition === undefined || !isCondition(condition) || typeof org !== 'string' || org === '')
    return violation(`${command} without its organization: ${sql.slice(0, 200)}`)
  return { kind: 'scoped', command, organizations: [org] }
}

/** Judges one statement as it was run. */
export function judge(sql: string, params: Params): Verdict {
  if (SESSION.some((shape) => shape.test(sql))) return { kind: 'session' }
  if (SCHEMA.some((shape) => shape.test(sql))) return { kind: 'schema' }
  if (NOTICE.some((shape) => shape.test(sql))) return { kind: 'across', reason: 'notice of changes' }
  if (INSERT.test(sql)) return judgeWhere('insert', 'org_id = ? AND (1)', params[0], sql)
  for (const [command, shape] of STATEMENTS) {
    const { where, set = '' } = shape.exec(sql)?.groups ?? {}
    const before = bare(set).split('?').length - 1
    if (where !== undefined) return judgeWhere(command, where, params[before], sql)
  }
  return violation(`not a statement of the adapter: ${sql.slice(0, 200)}`)
}
