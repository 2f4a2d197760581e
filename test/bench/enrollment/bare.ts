/** The writes of a sign-up with a driver alone. */
import type { Document, Writes } from './written.ts'

export interface Bare {
  /** The newest documents of a collection, the oldest of them first. */
  newest(collection: string, orgId: string, count: number): Promise<readonly Document[]>
  /** Documents in each collection. */
  counts(): Promise<ReadonlyMap<string, number>>
  /** One transaction, acknowledged when it is on the disk. */
  write(writes: Writes): Promise<void>
  close(): Promise<void>
}
