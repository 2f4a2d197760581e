import type { Pool } from '../../../src-preload/contract/organizations.ts'
import {
  SLICED_POOLS,
  type Slice,
  type SlicedPool,
  type SliceLimits,
  type SliceRoom,
  sliceRoom,
} from '../../../src-preload/contract/slices.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { amountOf, typedOf } from '../../components/index.ts'

/** Slices as the form holds them: empty is no slice, storage is in gigabytes. */
export type SliceValues = Readonly<Record<SlicedPool, number | string>>

export const sliceOf = ({ slices }: Team, pool: SlicedPool): Slice =>
  slices.find((s) => s.pool === pool) ?? { pool, limit: null, used: 0 }

export const sliceValues = (team: Team): SliceValues => {
  const of = (pool: SlicedPool): number | string => typedOf(pool, sliceOf(team, pool).limit)
  return {
    knowledgeBase: of('knowledgeBase'),
    chatbot: of('chatbot'),
    assistant: of('assistant'),
    template: of('template'),
    storageBytes: of('storageBytes'),
  }
}

/** Slices as the console takes them. */
export const sliceLimitsOf = (values: SliceValues): SliceLimits =>
  Object.fromEntries(SLICED_POOLS.map((pool) => [pool, amountOf(pool, values[pool])]))

/** What a slice that is typed would mean. */
export interface SliceOutlook extends SliceRoom {
  /** What of the pool would be left for everybody else; null: it has no limit. */
  readonly left: number | null
  readonly wrong: 'less' | 'more' | null
}

export function outlookOf(pool: Pool, own: Slice, typed: number | string): SliceOutlook {
  const room = sliceRoom(pool, own)
  const limit = amountOf(pool.pool, typed)
  const tooMuch = limit !== null && room.most !== null && limit > room.most
  const free = pool.limit === null ? null : pool.limit - room.others - room.inUse
  return {
    ...room,
    left: free === null ? null : Math.max(0, free - (limit ?? own.used)),
    wrong: limit !== null && limit < room.least ? 'less' : tooMuch ? 'more' : null,
  }
}
