/**
 * The end of a grace period: what an organization had is erased, step by step. Each step is a transaction of its own
 * with its record in the trail, so that one that is interrupted goes on where it was. What stays: the organization's
 * record with its name, for the operators; the trail; what was used and billed; and events that still travel.
 */
import { Across } from '../store/across/index.ts'
import { type CollectionSpec, isIn, type Store } from '../store/index.ts'
import {
  auditRecords,
  COLLECTIONS,
  heads,
  inbox,
  type OrganizationRecord,
  organizations,
  outbox,
  outboxOffsets,
  usageRecords,
} from '../store/records/index.ts'
import { platformUnit, type Work } from '../work/index.ts'
import { tellOrganization } from './tell.ts'

/** Gives back what the organization holds outside of itself, in the transaction that closes it. */
export type Release = (work: Work, orgId: string) => Promise<void>

export interface ErasureOptions {
  readonly release?: readonly Release[]
  /** Records erased in one transaction. */
  readonly step?: number
}

const KEPT: ReadonlySet<string> = new Set(
  [organizations, heads, auditRecords, outbox, outboxOffsets, inbox, usageRecords].map(({ name }) => name),
)
const STEP = 500
/** Organizations that one run looks at; the next one goes on. */
const AT_ONCE = 100

const because = 'the grace period after closing ended'
const cause = { action: 'organization.erased', host: 'schedule', because }

/**
 * Erases every organization whose grace period has ended, and goes on where an erasure was interrupted. Answers how
 * many it brought to their end. A personal space has no grace period and is never among them.
 */
export async function eraseEnded(
  store: Store,
  signal: AbortSignal,
  { release = [], step = STEP }: ErasureOptions = {},
): Promise<number> {
  const now = store.settings.now().toISOString()
  const ending = await new Across(store).flow.endingOrganizations(now, AT_ONCE)
  let erased = 0
  for (const { id } of ending) {
    if (signal.aborted || !(await begin(store, id, release))) continue
    // Whatever was under way when it was closed may have written once more behind the first round.
    while (!signal.aborted && (await eraseRound(store, id, step, signal)));
    if (signal.aborted) break
    await finish(store, id)
    erased += 1
  }
  return erased
}

/** Closes it for good; false where it was restored meanwhile. From here on there is no way back. */
const begin = (store: Store, id: string, release: readonly Release[]): Promise<boolean> =>
  platformUnit(store, cause, async (work) => {
    const before = await work.across.organization(id)
    if (before?.kind !== 'organization') return false
    if (before.state === 'closed') return before.erasure === 'running'
    if (before.state !== 'closing' || (before.erasedAt ?? '') > work.now.toISOString()) return false
    const after = await change(work, before, { state: 'closed', erasure: 'running' })
    for (const one of release) await one(work, id)
    tellTrail(work, before, `The erasure of ${before.name} began`, before, after)
    return true
  })

/** Each collection until it is empty; false where all were empty from the start. */
async function eraseRound(store: Store, id: string, step: number, signal: AbortSignal): Promise<boolean> {
  let any = false
  for (const spec of COLLECTIONS)
    if (!KEPT.has(spec.name)) while (!signal.aborted && (await eraseSome(store, id, spec, step))) any = true
  return any
}

/** One step; false where nothing of the collection is left. */
async function eraseSome(store: Store, orgId: string, spec: CollectionSpec, step: number): Promise<boolean> {
  // Asked outside of a transaction first: most collections are empty soon.
  if ((await new Across(store).tenant(orgId).collection(spec).count()) === 0) return false
  return platformUnit(store, cause, async (work) => {
    const list = work.across.tenant(orgId).collection(spec)
    const { items } = await list.list({ limit: step })
    const count = await list.removeWhere(
      isIn(
        'id',
        items.map(({ id }) => id),
      ),
    )
    if (count > 0)
      work.recordIn(orgId, {
        resourceType: 'organization',
        resourceId: orgId,
        summary: `${count} of ${spec.name} erased`,
        after: { collection: spec.name, count },
      })
    return count > 0
  })
}

const finish = (store: Store, id: string): Promise<void> =>
  platformUnit(store, cause, async (work) => {
    const before = await work.across.organization(id)
    if (before?.erasure !== 'running') return
    const settings = { ...before.settings, supportContact: '' }
    const after = await change(work, before, { erasure: 'done', settings })
    tellTrail(
      work,
      before,
      `The data of ${before.name} is erased; its trail and bills are kept`,
      before,
      after,
    )
    tellOrganization(work, { ...after, state: 'closing' }, after)
  })

const change = (
  work: Work,
  before: OrganizationRecord,
  patch: Partial<OrganizationRecord>,
): Promise<OrganizationRecord> =>
  work.across.tenant(before.id).collection(organizations).update(before, patch, 'organization')

const tellTrail = (
  work: Work,
  { id }: OrganizationRecord,
  summary: string,
  before: object,
  after: object,
): void => work.recordIn(id, { resourceType: 'organization', resourceId: id, summary, before, after })
