import { describe, expect, it } from 'vitest'
import { passingOnlyIn } from '../../../src-renderer/app/shell/passing-only-in.ts'

describe('a workspace without a broker', () => {
  it('says in which console its events pass, where it may have several; with a broker, or as the only one, it has nothing to say', () => {
    for (const relay of ['here', 'elsewhere', 'nowhere'] as const) {
      expect(passingOnlyIn('connected', 'none', relay)).toBe(relay)
      expect(passingOnlyIn('local', 'none', relay)).toBeNull()
      for (const state of ['up', 'down', 'blocked'] as const)
        expect(passingOnlyIn('connected', state, relay)).toBeNull()
    }
    // What is not known yet is not told.
    expect(passingOnlyIn('connected', undefined, 'here')).toBeNull()
    expect(passingOnlyIn('connected', 'none', undefined)).toBeNull()
  })
})
