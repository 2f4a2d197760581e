import { useState } from 'react'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'

type Gives = Pick<DomainClaim, 'roleId' | 'includeSubdomains'> & { readonly teamIds: readonly string[] }

const givesOf = ({ roleId, teamIds, includeSubdomains }: Gives): Gives => ({
  roleId,
  teamIds,
  includeSubdomains,
})
const same = (a: Gives, b: Gives): boolean =>
  a.roleId === b.roleId &&
  a.includeSubdomains === b.includeSubdomains &&
  [...a.teamIds].sort().join() === [...b.teamIds].sort().join()

/**
 * What is typed and not saved yet. A claim gets new versions by itself, with every re-check: what was typed stays.
 * Only where somebody else changed the same things meanwhile is it `overtaken`, until the person chooses.
 */
export function useGivesDraft(claim: DomainClaim) {
  const now = givesOf(claim)
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState(now)
  const moved = !same(now, base)
  const overtaken = moved && !same(draft, base) && !same(draft, now)
  // Nothing of one's own is at stake: what the console has is shown.
  if (moved && !overtaken) {
    setBase(now)
    setDraft(now)
  }
  return {
    draft,
    set: (change: Partial<Gives>) => setDraft((before) => ({ ...before, ...change })),
    changed: !same(draft, now),
    overtaken,
    reload: () => {
      setBase(now)
      setDraft(now)
    },
    keep: () => setBase(now),
  }
}
