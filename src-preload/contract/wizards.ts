/**
 * Guided flows: new organization, claim a domain, migrate a user, connect a workspace. Each step is checked
 * by the core when it is left, an open flow is there again after a restart, an abandoned one runs out.
 */
import { z } from 'zod'
import type { Matrix } from './access.ts'
import { normalizeDomain } from './domains.ts'
import { ISSUES } from './issues.ts'
import { limits, organizationPlan, timeZone } from './organizations.ts'
import { own, ownHere } from './procedure.ts'
import { displayName, done, email, id, instant, recordFields, slug, version } from './shared.ts'
import { arrival, transferItem } from './transfers.ts'

export const WIZARD_KINDS = ['newOrganization', 'claimDomain', 'migrateUser', 'connectWorkspace'] as const
export const wizardKind = z.enum(WIZARD_KINDS)
export type WizardKind = z.infer<typeof wizardKind>

/** What can come of a flow; words come from the catalogue, with the name and the count of the result. */
const WIZARD_OUTCOMES = ['created', 'verified', 'claimed', 'movedIn', 'connected'] as const
export const wizardResult = z.object({
  /** In English, as the trail has it. */
  text: z.string(),
  /** Of what was made. */
  id: z.string(),
  /** The same as data; flows of earlier versions have only the sentence. */
  outcome: z.enum(WIZARD_OUTCOMES).optional(),
  /** Of the organization, domain or workspace. */
  name: z.string().optional(),
  /** Resources that came along. */
  count: z.number().int().optional(),
})
export type WizardResult = z.infer<typeof wizardResult>

/** Roles that a new organization can begin with, beside the built-in ones. */
export const ROLE_TEMPLATES = {
  billing: {
    credit: ['read', 'purchase', 'allocate', 'export'],
    invoice: ['read', 'export'],
    member: ['read'],
  },
  auditor: { audit: ['read', 'export'], member: ['read'], role: ['read'], team: ['read'], event: ['read'] },
  helpdesk: {
    member: ['create', 'read', 'update', 'suspend'],
    invitation: ['create', 'read', 'update', 'delete'],
    team: ['read'],
    role: ['read'],
  },
  curator: {
    knowledgeBase: ['create', 'read', 'update', 'delete', 'share'],
    template: ['create', 'read', 'update', 'delete', 'share'],
    team: ['read'],
  },
} as const satisfies { readonly [template: string]: Matrix }
export type RoleTemplate = keyof typeof ROLE_TEMPLATES
const roleTemplate = z.enum(Object.keys(ROLE_TEMPLATES) as [RoleTemplate, ...RoleTemplate[]])

const domainName = z.string().max(500).transform(normalizeDomain).pipe(z.string().min(1, ISSUES.empty))
const address = (scheme: RegExp, example: string) =>
  z.string().trim().max(2000).regex(scheme, `must be an address such as ${example}`)

/** Kind → its steps in order → what each asks. */
export const WIZARD_STEPS = {
  newOrganization: {
    name: z.object({ name: displayName, slug, timeZone }),
    admins: z.object({
      admins: z
        .array(z.object({ email, name: displayName }))
        .min(1, ISSUES.admins)
        .max(10),
    }),
    /** Null: no domain for now. */
    domain: z.object({ domain: domainName.nullable(), includeSubdomains: z.boolean().default(false) }),
    roles: z.object({ templates: z.array(roleTemplate).max(4), defaultRoleId: z.enum(['member', 'viewer']) }),
    pools: z.object({ limits }),
    credits: organizationPlan,
    review: z.object({}),
  },
  claimDomain: {
    domain: z.object({ domain: domainName, includeSubdomains: z.boolean().default(false) }),
    enrollment: z.object({
      roleId: z.string().min(1).max(40),
      teamIds: z.array(id).max(100).default([]),
    }),
    publish: z.object({}),
    verify: z.object({}),
  },
  migrateUser: {
    organization: z.object({ offerId: id }),
    resources: z.object({ items: z.array(transferItem).max(200), visibility: arrival }),
    review: z.object({}),
  },
  connectWorkspace: {
    name: z.object({
      name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must have 1 to 40 characters a–z, 0–9 and -'),
    }),
    /** Goes to the keychain at once and is never given back. */
    database: z.object({ uri: address(/^mongodb(\+srv)?:\/\/./, 'mongodb://host:27017/?replicaSet=rs0') }),
    broker: z.object({ uri: address(/^amqps?:\/\/./, 'amqps://host:5671/vhost').nullable() }),
    operator: z.object({ email }),
    review: z.object({}),
  },
} as const satisfies { readonly [K in WizardKind]: { readonly [step: string]: z.ZodType } }
export type StepsOf<K extends WizardKind> = keyof (typeof WIZARD_STEPS)[K] & string
export type Answers<K extends WizardKind> = {
  readonly [S in keyof (typeof WIZARD_STEPS)[K]]: z.infer<(typeof WIZARD_STEPS)[K][S]>
}

export const wizard = z.object({
  ...recordFields,
  kind: wizardKind,
  state: z.enum(['open', 'finished', 'abandoned']),
  /** The step to be answered next; the last one when all are. */
  step: z.string(),
  /** Steps in order; `answered` once the core has checked the answer. */
  steps: z.array(z.object({ id: z.string(), answered: z.boolean() })),
  /** Step → what was answered; a secret shows as `kept`. */
  answers: z.record(z.string(), z.unknown()),
  /** Facts that a step brought up, to be shown in the next ones (what a database answered, say). */
  notes: z.record(z.string(), z.string()),
  expiresAt: instant,
  /** What came of it, once finished. */
  result: wizardResult.nullable(),
})
export type Wizard = z.infer<typeof wizard>

const why = 'sees and answers only own flows; what the flow does asks for its own permission at each step'

export const wizards = {
  /** One's own open flows in this organization, newest first. */
  list: own(why).output(z.array(wizard)),
  get: own(why).input(z.object({ id })).output(wizard),
  start: ownHere(why, 'write')
    .input(z.object({ kind: wizardKind }))
    .output(wizard),
  /** Checks one step's answer and keeps it; earlier answers may be given again. Nothing else is done yet. */
  answer: ownHere(why, 'job')
    .input(z.object({ id, version, step: z.string().max(40), answer: z.unknown() }))
    .output(wizard),
  /** Does what the flow is for: all of it or nothing. */
  finish: ownHere(why, 'job').input(z.object({ id, version })).output(wizard),
  abandon: ownHere(why, 'write').input(z.object({ id, version })).output(done),
}
