/** Shares of a single resource with a member or a team. */
import { OPERATIONS, type Operation } from '../../src-preload/contract/access.ts'
import { badInput, CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import { ISSUES, issueText } from '../../src-preload/contract/issues.ts'
import type { Share } from '../../src-preload/contract/resources.ts'
import { decide } from '../access/index.ts'
import { all, eq } from '../store/index.ts'
import { type GrantRecord, grants, members, teams } from '../store/records/index.ts'
import { countGrants } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { factsOf } from './facts.ts'
import { type One, requireResource } from './resources.ts'
import { tellShared, tellUnshared } from './tell.ts'

/** The name of whoever it is shared with; undefined for somebody who is not of this organization. */
/** What a team is given changed: whoever edits its grants has to see that first. */
async function countForTeam(work: Work, { subjectKind, subjectId }: GrantRecord): Promise<void> {
  const team = subjectKind === 'team' ? await work.db.collection(teams).get(subjectId) : undefined
  if (team) await countGrants(work.db, team)
}

async function subjectName(work: Work, kind: 'user' | 'team', id: string): Promise<string | undefined> {
  if (kind === 'team') return (await work.db.collection(teams).get(id))?.name
  return (await work.db.collection(members).first(eq('userId', id)))?.name
}

const view = async (work: Work, g: GrantRecord): Promise<Share> => ({
  ...g,
  subjectName: (await subjectName(work, g.subjectKind, g.subjectId)) ?? '',
})

export async function listShares(work: Work, one: One): Promise<Share[]> {
  await requireResource(work, one)
  const list: Share[] = []
  for await (const g of work.db.collection(grants).each(eq('resourceId', one.id)))
    list.push(await view(work, g))
  return list
}

export async function shareResource(
  work: Work,
  input: One & { subjectKind: 'user' | 'team'; subjectId: string; operations: Operation[] },
): Promise<Share> {
  const resource = await requireResource(work, input)
  const known: readonly Operation[] = OPERATIONS[input.kind]
  if (input.operations.some((o) => !known.includes(o) || o === 'create'))
    throw badInput(
      'operations',
      issueText('operationsAmong', { names: known.filter((o) => o !== 'create').join(', ') }),
    )
  // Whoever gets a share can see the resource; otherwise it could not be used.
  const operations = [...new Set<Operation>(['read', ...input.operations])]
  const facts = factsOf(resource)
  const exceeds = operations
    .filter((o) => !decide(work.access, input.kind, input.id, o, facts))
    .map((o) => `${input.kind}.${o}`)
  if (exceeds.length > 0)
    throw new CastellanError(
      'ESCALATION',
      `You may not give what you do not hold yourself: ${exceeds.join(', ')}.`,
      { exceeds },
    )
  const name = await subjectName(work, input.subjectKind, input.subjectId)
  if (name === undefined)
    throw badInput('subjectId', ISSUES[input.subjectKind === 'user' ? 'memberElsewhere' : 'teamElsewhere'])
  const list = work.db.collection(grants)
  const before = await list.first(
    all(eq('resourceId', input.id), eq('subjectKind', input.subjectKind), eq('subjectId', input.subjectId)),
  )
  const { subjectKind, subjectId, kind: type } = input
  const after = before
    ? await list.update(before, { operations })
    : await list.insert({ subjectKind, subjectId, type, resourceId: input.id, operations })
  await countForTeam(work, after)
  work.record({
    resourceType: input.kind,
    resourceId: input.id,
    summary: `${resource.name} shared with ${name}`,
    before,
    after,
  })
  tellShared(work, resource, after)
  return view(work, after)
}

export async function unshareResource(work: Work, input: One & { shareId: string }): Promise<void> {
  const resource = await requireResource(work, input)
  const before = await work.db.collection(grants).get(input.shareId)
  if (before?.resourceId !== input.id) throw notFound('share')
  await work.db.collection(grants).remove(before)
  await countForTeam(work, before)
  work.record({
    resourceType: input.kind,
    resourceId: input.id,
    summary: `A share of ${resource.name} taken back`,
    before,
  })
  tellUnshared(work, resource, before)
}
