import { describe, expect, it } from 'vitest'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import { outlookOf } from '../../../src-renderer/features/teams/slice-values.ts'

const pool: Pool = { pool: 'chatbot', limit: 20, used: 9, setAside: 8, setAsideUsed: 4 }
const none = { pool: 'chatbot', limit: null, used: 2 } as const
const some = { pool: 'chatbot', limit: 6, used: 3 } as const

describe('a slice that is typed', () => {
  it('has room beside the slices of other teams and what others use of the rest', () => {
    // Of 20, others have 8; of 5 in use of the rest, 2 count to this team.
    expect(outlookOf(pool, none, 9)).toMatchObject({ others: 8, inUse: 3, most: 9, left: 0, wrong: null })
    expect(outlookOf(pool, none, 10).wrong).toBe('more')
    expect(outlookOf(pool, none, '')).toMatchObject({ left: 7, wrong: null })
  })
  it('is not less than what counts to the team', () => {
    expect(outlookOf(pool, none, 1).wrong).toBe('less')
    expect(outlookOf(pool, some, 3).wrong).toBeNull()
  })
  it('may stay or become less where the pool is fuller than its limit, and may not grow', () => {
    const full = { ...pool, limit: 10, used: 15 }
    expect(outlookOf(full, some, 6)).toMatchObject({ left: 0, wrong: null })
    expect(outlookOf(full, some, 4)).toMatchObject({ left: 0, wrong: null })
    expect(outlookOf(full, some, 7).wrong).toBe('more')
  })
  it('is bounded by nothing but its own use where the pool has no limit', () => {
    const open = { ...pool, limit: null }
    expect(outlookOf(open, some, 1_000_000)).toMatchObject({ most: null, left: null, wrong: null })
  })
  it('of storage is typed in gigabytes', () => {
    const storage: Pool = {
      ...pool,
      pool: 'storageBytes',
      limit: 20e9,
      used: 0,
      setAside: 0,
      setAsideUsed: 0,
    }
    const own = { pool: 'storageBytes', limit: null, used: 0 } as const
    expect(outlookOf(storage, own, 2.5)).toMatchObject({ most: 20e9, left: 17.5e9, wrong: null })
  })
})
