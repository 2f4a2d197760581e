/**
 * Claiming a domain. The claim is made when the enrollment is answered, because the record to publish needs its
 * token; a claim reserves nothing and expires by itself, so a flow that is given up leaves no harm.
 */
import { type DomainClaim, LIVE_STATES } from '../../src-preload/contract/domains.ts'
import { badInput } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'
import { WIZARD_STEPS } from '../../src-preload/contract/wizards.ts'
import { claimDomain as claim, getClaim, requireClaimable, updateClaim } from '../enrollment/index.ts'
import { requireGivable } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import type { Flow } from './flow.ts'

const schema = WIZARD_STEPS.claimDomain

interface Gives {
  readonly roleId: string
  readonly teamIds: string[]
  readonly includeSubdomains: boolean
}

/** The claim that this flow made, while it lives: one that ran out or was given up meanwhile is begun anew. */
async function living(work: Work, known: string | undefined): Promise<DomainClaim | undefined> {
  const made = known === undefined ? undefined : await getClaim(work, known)
  return made && LIVE_STATES.includes(made.state) ? made : undefined
}

/** Makes the claim, or brings the one that this flow made up to date. Answers its id. */
async function claimed(work: Work, domain: string, gives: Gives, known: string | undefined): Promise<string> {
  const made = await living(work, known)
  if (!made) return (await claim(work, { domain, ...gives })).id
  return (await updateClaim(work, { id: made.id, version: made.version, ...gives })).id
}

export const claimDomain: Flow<'claimDomain'> = {
  kind: 'claimDomain',
  needs: ['domain', 'create'],
  steps: {
    domain: {
      schema: schema.domain,
      check: async (work, { domain }, _answers, { notes }) => {
        requireClaimable(domain, 'answer.domain')
        const made = await living(work, notes['claimId'])
        if (made && made.domain !== domain)
          throw badInput('answer.domain', issueText('claimedAs', { domain: made.domain }))
        return undefined
      },
    },
    enrollment: {
      schema: schema.enrollment,
      check: async (work, { roleId, teamIds }, { domain }, { notes }) => {
        await requireGivable(work, [roleId], teamIds, { roles: 'answer.roleId', teams: 'answer.teamIds' })
        if (!domain) throw badInput('step', issueText('stepBefore', { step: 'domain' }))
        const { includeSubdomains } = domain
        const gives = { roleId, teamIds, includeSubdomains }
        return { claimId: await claimed(work, domain.domain, gives, notes['claimId']) }
      },
    },
    publish: { schema: schema.publish },
    verify: { schema: schema.verify },
  },
  finish: async (work, { domain }, { notes }) => {
    const { id, state } = await getClaim(work, notes['claimId'] ?? '')
    const proved = state === 'verified'
    const text = proved
      ? `${domain.domain} is verified: who signs up with an address there is enrolled`
      : `${domain.domain} is claimed; DNS is asked again by itself until the proof is there`
    return { text, id, outcome: proved ? 'verified' : 'claimed', name: domain.domain }
  },
}
