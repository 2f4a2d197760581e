/** Two people with an address of Northwind who had accounts before it proved its domain: one was offered to move in. */
import { offerMigration } from '../../enrollment/index.ts'
import { eq } from '../../store/index.ts'
import { domainClaims, resources } from '../../store/records/index.ts'
import { identityOf } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'
import { OFFERED_PERSON } from './material.ts'

const THINGS = [
  ['knowledgeBase', 'Gripper calibration notes', 4_200_000],
  ['assistant', 'Weekly report helper', 310_000],
  ['template', 'Site visit checklist', 12_000],
  ['chatbot', 'My recipes bot', 95_000],
] as const

export async function addNewcomers(work: Work, orgId: string): Promise<void> {
  const nora = await identityOf(work.across, OFFERED_PERSON, { name: 'Nora Fields' })
  await identityOf(work.across, 'otis.reed@northwind.example', { name: 'Otis Reed' })
  const [space] = await work.across.membershipsOf(nora.id)
  const claim = await work.across
    .tenant(orgId)
    .collection(domainClaims)
    .first(eq('domain', 'northwind.example'))
  if (!space || !claim) throw new Error('The sample has no domain to offer by.')
  await work.across
    .tenant(space.orgId)
    .collection(resources)
    .insertMany(
      THINGS.map(([kind, name, sizeBytes]) => ({
        kind,
        name,
        sizeBytes,
        description: '',
        visibility: 'private' as const,
        teamIds: [],
        countsTo: null,
        createdBy: nora.id,
        creatorName: nora.name,
      })),
    )
  await offerMigration(work, claim, nora)
}
