/**
 * The store in one file, encrypted at rest, for the local workspace and the offline mirror. Every
 * statement is written here from the closed query language with its organization in it, and every
 * value is bound; what was acknowledged survives a crash of the process and of the machine.
 */
export { openSqlite, type SqliteOptions } from './open.ts'
