/** A new organization, from its name to its credits, in one transaction. */
import { badInput } from '../../src-preload/contract/errors.ts'
import { ISSUES, issueText } from '../../src-preload/contract/issues.ts'
import {
  type Answers,
  ROLE_TEMPLATES,
  type RoleTemplate,
  WIZARD_STEPS,
} from '../../src-preload/contract/wizards.ts'
import { claimDomain, requireClaimable } from '../enrollment/index.ts'
import { fold } from '../store/index.ts'
import { organizations, roles } from '../store/records/index.ts'
import { contextOf, createOrganization, foundMember, identityOf, tellJoined } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import type { Flow } from './flow.ts'

const schema = WIZARD_STEPS.newOrganization

/** What the roles that come with an organization are called in it; the organization may rename them. */
const ROLE_NAMES: { readonly [T in RoleTemplate]: readonly [name: string, description: string] } = {
  billing: ['Billing manager', 'Buys and gives out credits, reads invoices.'],
  auditor: ['Auditor', 'Reads the audit trail and the events, exports the trail.'],
  helpdesk: ['Helpdesk', 'Adds, changes and suspends people, handles invitations.'],
  curator: ['Curator', 'Looks after knowledge bases and templates.'],
}

async function requireFreeSlug(work: Work, slug: string): Promise<void> {
  if (await work.across.organizationBySlug(slug)) throw badInput('answer.slug', ISSUES.slugTaken)
}

export const newOrganization: Flow<'newOrganization'> = {
  kind: 'newOrganization',
  needs: ['platformOrganization', 'create'],
  steps: {
    name: {
      schema: schema.name,
      check: async (work, { slug }) => {
        await requireFreeSlug(work, slug)
        return undefined
      },
    },
    admins: {
      schema: schema.admins,
      check: async (_work, { admins }) => {
        const repeated = admins.find((a, i) => admins.findIndex((b) => b.email === a.email) !== i)
        if (repeated) throw badInput('answer.admins', issueText('adminTwice', { email: repeated.email }))
        return undefined
      },
    },
    domain: {
      schema: schema.domain,
      check: async (_work, { domain }) => {
        if (domain !== null) requireClaimable(domain, 'answer.domain')
        return undefined
      },
    },
    roles: { schema: schema.roles },
    pools: {
      schema: schema.pools,
      check: async (_work, { limits }, { admins }) => {
        const seats = limits.seats ?? null
        const needed = admins?.admins.length ?? 0
        if (seats !== null && seats < needed)
          throw badInput('answer.limits.seats', issueText('adminSeats', { least: needed }))
        return undefined
      },
    },
    credits: { schema: schema.credits },
    review: { schema: schema.review },
  },
  finish: async (work, answers) => {
    const [first, ...others] = answers.admins.admins
    if (!first) throw badInput('answer.admins', ISSUES.admins)
    const { limits } = answers.pools
    const made = await createOrganization(work, { ...answers.name, admin: first, limits }, 'answer.admins')
    const db = work.across.tenant(made.id)
    for (const admin of others) {
      const user = await identityOf(work.across, admin.email)
      const how = { roleIds: ['admin'], source: 'created', addedBy: work.actor.name } as const
      const member = await foundMember(work.across, made.id, user, {
        ...how,
        name: admin.name,
        joinedAt: work.now.toISOString(),
      })
      work.recordIn(made.id, {
        action: 'member.added',
        resourceType: 'member',
        resourceId: member.id,
        summary: `${member.email} added`,
        after: member,
      })
      tellJoined(work, member)
    }
    for (const template of new Set(answers.roles.templates)) {
      const [name, description] = ROLE_NAMES[template]
      const matrix = ROLE_TEMPLATES[template]
      const role = await db.collection(roles).insert({ name, nameKey: fold(name), description, matrix })
      const told = { resourceType: 'role', resourceId: role.id, summary: `Role ${name} created`, after: role }
      work.recordIn(made.id, { ...told, action: 'role.created' })
      work.emitIn(made.id, 'role.created', role.id, { id: role.id, name })
    }
    const record = await db.collection(organizations).require(made.id, 'organization')
    const settings = { ...record.settings, defaultRoleId: answers.roles.defaultRoleId }
    await db.collection(organizations).update(record, { settings, plan: answers.credits }, 'organization')
    await claimFor(work, made.id, first.email, answers)
    return { text: `${made.name} was created`, id: made.id, outcome: 'created', name: made.name }
  },
}

/** The claim is the first admin's, who publishes the proof; the operator only says which domain. */
async function claimFor(
  work: Work,
  orgId: string,
  admin: string,
  { domain, roles: given }: Answers<'newOrganization'>,
): Promise<void> {
  if (domain.domain === null) return
  const user = await work.across.userByEmail(admin)
  const access = user && (await contextOf(work.across, orgId, user.id))
  if (!access) throw badInput('answer.admins', ISSUES.adminClaims)
  const { includeSubdomains } = domain
  const claim = { domain: domain.domain, includeSubdomains, roleId: given.defaultRoleId, teamIds: [] }
  await claimDomain(work.as({ access }), claim)
}
