/** Changing what needs a second person. Tightening holds at once; loosening is held back by the rules as they were. */
import type {
  ApprovalKind,
  PlannedChange,
  Policies,
  PolicyRules,
} from '../../src-preload/contract/approvals.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { all, eq } from '../store/index.ts'
import { approvalPolicies, approvals } from '../store/records/index.ts'
import { deciders } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { type Gated, gate } from './asking.ts'
import { changedRules, DEFAULT_RULES, loosens, policyRecord } from './policies.ts'
import { hasRunOut, view, visible } from './view.ts'

/** Beside the asking person; more than these are not counted. */
const COUNTED = 100

/** `effective`: the kinds for which there is something to carry out. */
export async function policiesOf(work: Work, effective: readonly ApprovalKind[]): Promise<Policies> {
  const record = await policyRecord(work.db)
  const { orgId, userId } = work.access
  const others = await deciders(work.across, orgId, ['approval', 'decide'], [userId], COUNTED)
  const open = await work.db.collection(approvals).list({
    where: all(eq('kind', 'policyLoosening'), eq('state', 'waiting'), visible(work.access)),
    limit: 50,
  })
  const waiting = open.items.find((r) => !hasRunOut(r, work.now))
  return {
    version: record?.version ?? 0,
    rules: record?.rules ?? DEFAULT_RULES,
    effective: [...effective],
    others: others.length,
    loosening: waiting ? view(waiting, userId, work.now) : null,
  }
}

export interface PolicyChange {
  readonly version: number
  readonly rules: Partial<PolicyRules>
  readonly reason: string
}

const shown = (value: PolicyRules[keyof PolicyRules]): string => String(value)

/** Throws `VERSION_CONFLICT` when the policies changed since they were read. */
export async function setPolicies(
  work: Work,
  input: PolicyChange,
  effective: readonly ApprovalKind[] = [],
): Promise<Gated<Policies>> {
  const apply = async (): Promise<Policies> => {
    await applyPolicies(work, input)
    return policiesOf(work, effective)
  }
  const { before, after } = await planned(work, input)
  if (!loosens(before, after)) return { outcome: 'done', result: await apply() }
  const preview = linesOf(before, after)
  const ask = { input, title: 'Loosen what needs a second person', preview, reason: input.reason }
  return gate(work, 'policyLoosening', ask, apply)
}

const linesOf = (before: PolicyRules, after: PolicyRules): PlannedChange[] =>
  changedRules(before, after).map((what) => ({
    what,
    before: shown(before[what]),
    after: shown(after[what]),
  }))

/** What a change of the policies would change, line by line. */
export async function policyChanges(work: Work, input: PolicyChange): Promise<PlannedChange[]> {
  const { before, after } = await planned(work, input)
  return linesOf(before, after)
}

async function planned(work: Work, input: PolicyChange) {
  const record = await policyRecord(work.db)
  const version = record?.version ?? 0
  if (version !== input.version)
    throw new CastellanError(
      'VERSION_CONFLICT',
      'Somebody else changed the policies in the meantime. Read them again, then repeat your change.',
      { expected: input.version, current: version },
    )
  const before = record?.rules ?? DEFAULT_RULES
  return { record, before, after: { ...before, ...input.rules } }
}

/** Writes the policies; also what an approved loosening carries out. */
export async function applyPolicies(work: Work, input: PolicyChange): Promise<void> {
  const { record, before, after } = await planned(work, input)
  const list = work.db.collection(approvalPolicies)
  const written = record
    ? await list.update(record, { rules: after }, 'policy')
    : await list.insert({ key: 'policy', rules: after })
  work.record({
    resourceType: 'approval',
    resourceId: null,
    summary: 'What needs a second person changed',
    before,
    after,
  })
  work.emit('policy.changed', written.id, { changed: changedRules(before, after) })
}
