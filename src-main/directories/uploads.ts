/** Uploaded files, kept in memory for the session, person and organization that uploaded them. */
import { randomUUID } from 'node:crypto'
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import { type ImportFile, LARGEST_FILE_BYTES } from '../../src-preload/contract/imports.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import type { Work } from '../work/index.ts'
import type { ImportJob } from './job.ts'
import type { Preview } from './preview.ts'
import { recognise } from './recognise.ts'
import { readTable, type Table } from './table.ts'

export interface Upload {
  readonly importId: string
  readonly fileName: string
  readonly source: ImportFile['source']
  readonly table: Table
  readonly owner: string
  preview?: Preview
  job?: ImportJob
}

/** Files that one session keeps. A file may have 64 MB. */
const KEPT = 2
const SAMPLE_ROWS = 5

const ownerOf = (work: Work): string => `${work.access.userId} ${work.access.orgId}`
const plainName = (fileName: string): string =>
  (fileName.split(/[/\\]/u).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'people.csv'

export class Uploads {
  /** By session, so that they go when the session goes. */
  readonly #kept = new WeakMap<object, Upload[]>()

  /** Files with an import, by person and organization: a window that is loaded again finds what goes on. */
  readonly #begun = new Map<string, readonly Upload[]>()

  /** Reads and keeps a file; the oldest goes when there are too many, but none that is being imported. */
  async add(session: object, work: Work, fileName: string, base64: string): Promise<ImportFile> {
    // Told before decoding what decoding would only make bigger.
    if (base64.length > (LARGEST_FILE_BYTES * 4) / 3 + 4) throw badInput('content', ISSUES.fileLarge)
    const table = await readTable(Buffer.from(base64, 'base64'))
    const { source, mapping } = recognise(table.columns, table.rows)
    const upload: Upload = {
      importId: randomUUID(),
      fileName: plainName(fileName),
      source,
      table,
      owner: ownerOf(work),
    }
    const before = this.#kept.get(session) ?? []
    const idle = before.filter((u) => u.job?.progress.state !== 'running')
    const dropped = new Set(idle.slice(0, Math.max(0, before.length - (KEPT - 1))))
    this.#kept.set(session, [...before.filter((u) => !dropped.has(u)), upload])
    return {
      importId: upload.importId,
      fileName: upload.fileName,
      source,
      encoding: `${table.encoding}${table.bom ? ' with mark' : ''}`,
      delimiter: table.delimiter,
      columns: [...table.columns],
      mapping,
      rows: table.rows.length,
      sample: table.rows.slice(0, SAMPLE_ROWS).map((r) => [...r.cells]),
    }
  }

  /**
   * A file of this session, or one whose import the same person began here in another. Throws `NOT_FOUND` alike for
   * what is unknown, dropped, and another session's, person's or organization's.
   */
  get(session: object, work: Work, importId: string): Upload {
    const owner = ownerOf(work)
    const found = [...(this.#kept.get(session) ?? []), ...this.begun(work)].find(
      (u) => u.importId === importId && u.owner === owner,
    )
    if (!found) throw notFound('import')
    return found
  }

  /** Remembers that the file's import began. */
  begin(upload: Upload): void {
    const others = (this.#begun.get(upload.owner) ?? []).filter((u) => u !== upload)
    this.#begun.set(upload.owner, [upload, ...others])
  }

  /** The imports of the person here, the newest first; of those that are over, only the last. */
  begun(work: Work): readonly Upload[] {
    const owner = ownerOf(work)
    const all = this.#begun.get(owner) ?? []
    const [over] = all.filter((u) => u.job?.progress.state !== 'running')
    const left = all.filter((u) => u === over || u.job?.progress.state === 'running')
    this.#begun.set(owner, left)
    return left
  }
}
