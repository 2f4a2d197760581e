/** What goes on in the sample: domains in several states, a conflict, and something that waits for a second person. */
import { setPolicies } from '../../approvals/index.ts'
import { checkClaim, claimDomain, type Dns } from '../../enrollment/index.ts'
import { eq, type Store } from '../../store/index.ts'
import { domainClaims, members } from '../../store/records/index.ts'
import { contextOf } from '../../tenancy/index.ts'
import type { Work as UnitOfWork } from '../../work/index.ts'
import { inUnit } from '../founding.ts'
import { PUBLISHED, sampleDns } from './zone.ts'

interface SampleClaim {
  readonly slug: string
  readonly admin: string
  readonly domain: string
  readonly includeSubdomains?: true
  /** How often DNS was asked, and whether it held the proof each time. */
  readonly asked: readonly ('published' | 'gone')[]
}
const ADA = 'ada.marsh@northwind.example'
const CLAIMS: readonly SampleClaim[] = [
  {
    slug: 'northwind',
    admin: ADA,
    domain: 'northwind.example',
    includeSubdomains: true,
    asked: ['published'],
  },
  { slug: 'northwind', admin: ADA, domain: 'robotics-alliance.example', asked: ['published'] },
  // Its record is there; whoever looks asks DNS and sees it verified.
  { slug: 'northwind', admin: ADA, domain: 'northwind-labs.example', asked: [] },
  {
    slug: 'pine',
    admin: 'ben.okafor@pine.example',
    domain: 'robotics-alliance.example',
    asked: ['published'],
  },
  {
    slug: 'harbor',
    admin: 'miriam.vogel@harbor-health.example',
    domain: 'harbor-health.example',
    asked: ['published', 'gone'],
  },
]

const nowhere: Dns = { txt: async () => ({ kind: 'none' }) }

export async function fillHappenings(store: Store): Promise<void> {
  for (const claim of CLAIMS) await claimAndAsk(store, claim)
  await inUnit(store, askForLoosening)
}

/** The unit in the name of somebody of an organization. */
async function inName(work: UnitOfWork, slug: string, email: string): Promise<UnitOfWork> {
  const organization = await work.across.organizationBySlug(slug)
  const user = await work.across.userByEmail(email)
  const access = organization && user && (await contextOf(work.across, organization.id, user.id))
  if (!access) throw new Error(`The sample has no ${email} in ${slug}.`)
  const { id: userId, name } = user
  const actor = { userId, email, name, sessionId: 'sample', orgId: organization.id }
  return work.as({ access, actor, because: 'role Admin' })
}

async function claimAndAsk(
  store: Store,
  { slug, admin, domain, asked, ...more }: SampleClaim,
): Promise<void> {
  const gives = { roleId: 'member', teamIds: [], includeSubdomains: more.includeSubdomains === true }
  await inUnit(store, async (work) => {
    await claimDomain(await inName(work, slug, admin), { domain, ...gives })
  })
  for (const proof of asked)
    await inUnit(store, async (work) => {
      const own = await inName(work, slug, admin)
      const claim = await own.db.collection(domainClaims).first(eq('domain', domain))
      const held =
        proof === 'published' ? { ...PUBLISHED, [domain]: [...(PUBLISHED[domain] ?? []), slug] } : {}
      await checkClaim(own, sampleDns(store, nowhere, held), claim?.id ?? '', (step) => step(own))
    })
}

/** Northwind's other admin would like to export the trail alone; that waits for Ada. */
async function askForLoosening(work: UnitOfWork): Promise<void> {
  const ada = await inName(work, 'northwind', ADA)
  const admins = await ada.db.collection(members).list({ where: eq('roleIds', 'admin'), limit: 10 })
  const other = admins.items.find((m) => m.email !== ADA)
  if (!other) throw new Error('Northwind has a second admin.')
  const reason = 'The auditors come every month and wait for two signatures'
  const own = (await inName(work, 'northwind', other.email)).as({ reason })
  await setPolicies(own, { version: 0, rules: { auditExport: false }, reason })
}
