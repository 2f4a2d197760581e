/**
 * Tells of committed changes: this process's at once, other processes' by comparing versions whenever
 * SQLite's `data_version` says that another connection has committed. Nothing can be missed, so `lost`
 * is never needed here.
 */
import type { CollectionSpec } from '../spec.ts'
import type { Connection } from './connection.ts'
import { tableOf } from './schema.ts'

const POLL_MS = 150
type Changed = (orgId: string, id: string) => void
interface Watch {
  readonly spec: CollectionSpec
  readonly changed: Changed
  /** `orgId/id` → version that was told last. */
  readonly known: Map<string, number>
}

export class Watches {
  readonly #reader: Connection
  readonly #watches = new Set<Watch>()
  #timer: NodeJS.Timeout | undefined
  #seen = 0

  constructor(reader: Connection) {
    this.#reader = reader
  }

  add(spec: CollectionSpec, changed: Changed): () => Promise<void> {
    const watch: Watch = { spec, changed, known: new Map() }
    this.#compare(watch, false)
    this.#watches.add(watch)
    this.#seen = this.#dataVersion()
    this.#timer ??= setInterval(() => this.#poll(), POLL_MS).unref()
    return async () => {
      this.#watches.delete(watch)
      if (this.#watches.size === 0) this.stop()
    }
  }

  committed(
    written: readonly {
      readonly spec: CollectionSpec
      readonly orgId: string
      readonly ids: readonly string[]
    }[],
  ): void {
    for (const watch of this.#watches)
      for (const { spec, orgId, ids } of written)
        if (spec.name === watch.spec.name) for (const id of ids) this.#tell(watch, orgId, id)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#watches.clear()
  }

  #tell(watch: Watch, orgId: string, id: string): void {
    const [row] = this.#reader.all(`SELECT version FROM ${tableOf(watch.spec)} WHERE org_id = ? AND id = ?`, [
      orgId,
      id,
    ])
    if (!row || watch.known.get(`${orgId}/${id}`) === row['version']) return
    watch.known.set(`${orgId}/${id}`, Number(row['version']))
    watch.changed(orgId, id)
  }

  #poll(): void {
    const now = this.#dataVersion()
    if (now === this.#seen) return
    this.#seen = now
    for (const watch of this.#watches) this.#compare(watch, true)
  }

  #compare(watch: Watch, tell: boolean): void {
    for (const row of this.#reader.all(`SELECT org_id, id, version FROM ${tableOf(watch.spec)}`, [])) {
      const [orgId, id, version] = [String(row['org_id']), String(row['id']), Number(row['version'])]
      if (watch.known.get(`${orgId}/${id}`) === version) continue
      watch.known.set(`${orgId}/${id}`, version)
      if (tell) watch.changed(orgId, id)
    }
  }

  #dataVersion(): number {
    return Number(this.#reader.all('PRAGMA data_version', [])[0]?.['data_version'])
  }
}
