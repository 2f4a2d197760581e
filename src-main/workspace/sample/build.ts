/** Fills an empty store with the sample: three organizations of different shape, deterministic from a seed. */
import { RESOURCE_KINDS } from '../../../src-preload/contract/access.ts'
import { DAY_MS } from '../../../src-preload/contract/durations.ts'
import { fold, type Store } from '../../store/index.ts'
import {
  grants,
  type MemberRecord,
  members,
  type OrganizationRecord,
  resources,
  roles,
  type TeamRecord,
  teams,
} from '../../store/records/index.ts'
import { foundMember, foundTenant, identityOf } from '../../tenancy/index.ts'
import type { Work as UnitOfWork } from '../../work/index.ts'
import { foundPlatform, inUnit } from '../founding.ts'
import { askForTransfer } from './approvals.ts'
import type { Chance } from './chance.ts'
import { fillHappenings } from './happenings.ts'
import {
  DEPARTMENTS,
  FIRST,
  FORMS,
  LAST,
  ORGANIZATIONS,
  SAMPLE_PERSON,
  type SampleOrganization,
  SUBJECTS,
  TITLES,
} from './material.ts'
import { addNewcomers } from './newcomers.ts'
import { countingTo, giveSlices } from './slices.ts'

interface Founded {
  readonly organization: OrganizationRecord
  readonly teams: readonly TeamRecord[]
  readonly roleIds: ReadonlyMap<string, string>
}

export async function buildSample(store: Store, chance: Chance): Promise<void> {
  const founded = new Map<string, Founded>()
  await inUnit(store, async (work) => {
    await foundPlatform(work, 'olivia.reyes@platform.example', 'Olivia Reyes')
  })
  for (const shape of ORGANIZATIONS)
    await inUnit(store, async (work) => {
      const besides = [...founded.values()].map((f) => f.organization.color)
      founded.set(shape.slug, await foundOrganization(work, shape, besides))
    })
  await inUnit(store, (work) => people(work, founded, chance))
  for (const shape of ORGANIZATIONS)
    await inUnit(store, async (work) => {
      const f = founded.get(shape.slug)
      if (f) await fillResources(work, f, shape, chance)
    })
  await fillHappenings(store)
  const northwind = founded.get('northwind')?.organization.id ?? ''
  await inUnit(store, (work) => askForTransfer(work, northwind, SAMPLE_PERSON, chance))
  await inUnit(store, (work) => addNewcomers(work, northwind))
  for (const shape of ORGANIZATIONS)
    await inUnit(store, async (work) => {
      const f = founded.get(shape.slug)
      if (f) await giveSlices(work, f.organization.id, f.teams, shape.teams)
    })
}

async function foundOrganization(
  work: UnitOfWork,
  shape: SampleOrganization,
  besides: readonly string[],
): Promise<Founded> {
  const { name, slug, timeZone, limits } = shape
  const kind = 'organization'
  const organization = await foundTenant(work.across, { kind, name, slug, timeZone, limits, besides })
  work.recordIn(organization.id, {
    resourceType: 'organization',
    resourceId: organization.id,
    summary: `${name} founded`,
    after: organization,
  })
  const db = work.across.tenant(organization.id)
  const madeTeams = await db
    .collection(teams)
    .insertMany(shape.teams.map((t) => ({ name: t.name, nameKey: fold(t.name), description: t.description })))
  const teamGrants = shape.teams.flatMap((t, i) =>
    t.grants.map((g) => ({ ...g, subjectKind: 'team' as const, subjectId: madeTeams[i]?.id ?? '' })),
  )
  await db.collection(grants).insertMany(teamGrants)
  const madeRoles = await db
    .collection(roles)
    .insertMany(shape.roles.map((r) => ({ ...r, nameKey: fold(r.name) })))
  for (const team of madeTeams)
    work.recordIn(organization.id, {
      action: 'team.created',
      resourceType: 'team',
      resourceId: team.id,
      summary: `Team ${team.name} created`,
      after: team,
    })
  for (const role of madeRoles)
    work.recordIn(organization.id, {
      action: 'role.created',
      resourceType: 'role',
      resourceId: role.id,
      summary: `Role ${role.name} created`,
      after: role,
    })
  return { organization, teams: madeTeams, roleIds: new Map(madeRoles.map((r) => [r.name, r.id])) }
}

async function people(
  work: UnitOfWork,
  founded: ReadonlyMap<string, Founded>,
  chance: Chance,
): Promise<void> {
  const get = (slug: string): Founded => {
    const f = founded.get(slug)
    if (!f) throw new Error(`No sample organization ${slug}`)
    return f
  }
  const northwind = get('northwind')
  const role = (name: string): string => northwind.roleIds.get(name) ?? 'viewer'
  await join(work, northwind, 'Ada Marsh', 'ada.marsh@northwind.example', ['admin'], chance)
  await join(work, get('harbor'), 'Ada Marsh', 'ada.marsh@northwind.example', ['viewer'], chance)
  await join(work, get('pine'), 'Ben Okafor', 'ben.okafor@pine.example', ['admin'], chance)
  await join(work, northwind, 'Ben Okafor', 'ben.okafor@pine.example', ['member'], chance)
  await join(work, get('harbor'), 'Miriam Vogel', 'miriam.vogel@harbor-health.example', ['admin'], chance)
  await join(work, northwind, 'Hana Novak', 'hana.novak@northwind.example', [role('Helpdesk')], chance)
  await join(work, northwind, 'Theo Lang', 'theo.lang@northwind.example', ['viewer'], chance)
  const used = new Set<string>()
  for (const shape of ORGANIZATIONS) {
    const f = get(shape.slug)
    const choices = [
      ['member'],
      ['member'],
      ['member'],
      ['viewer'],
      ...[...f.roleIds.values()].map((id) => [id]),
    ]
    for (let i = 0; i < shape.people - 4; i += 1) {
      let name = ''
      do name = `${chance.pick(FIRST)} ${chance.pick(LAST)}`
      while (used.has(name))
      used.add(name)
      const email = `${name.toLowerCase().replace(' ', '.')}@${shape.domain}`
      await join(work, f, name, email, i === 0 ? ['admin'] : chance.pick(choices), chance)
    }
  }
}

async function join(
  work: UnitOfWork,
  f: Founded,
  name: string,
  email: string,
  roleIds: string[],
  chance: Chance,
): Promise<MemberRecord> {
  const user = await identityOf(work.across, email, { name })
  const department = chance.pick(DEPARTMENTS)
  const how = {
    name,
    roleIds,
    teamIds: chance.some(f.teams, Math.min(f.teams.length, chance.below(3))).map((t) => t.id),
    department,
    title: chance.pick(TITLES[department]),
    source: chance.pick(['created', 'invited', 'imported'] as const),
    addedBy: 'Platform',
    joinedAt: new Date(work.now.getTime() - chance.below(320) * DAY_MS).toISOString(),
  }
  const member = await foundMember(work.across, f.organization.id, user, how)
  const suspended =
    chance.below(18) === 0 &&
    !roleIds.includes('admin') &&
    !email.startsWith('hana') &&
    !email.startsWith('theo')
  const kept = suspended
    ? await work.across.tenant(f.organization.id).collection(members).update(member, { state: 'suspended' })
    : member
  work.recordIn(f.organization.id, {
    action: 'member.added',
    resourceType: 'member',
    resourceId: member.id,
    summary: `${name} added`,
    after: kept,
  })
  return kept
}

async function fillResources(
  work: UnitOfWork,
  f: Founded,
  { resources: count, teams: shapes }: SampleOrganization,
  chance: Chance,
): Promise<void> {
  const db = work.across.tenant(f.organization.id)
  const creators = (await db.collection(members).list({ limit: 500 })).items.filter(
    (m) => m.state === 'active',
  )
  const counting = countingTo(f.teams, shapes)
  const drafts = Array.from({ length: count }, () => {
    const kind = chance.pick(RESOURCE_KINDS)
    const creator = chance.pick(creators)
    const visibility = chance.pick([
      'organization',
      'organization',
      'organization',
      'teams',
      'private',
    ] as const)
    const subject = chance.pick(SUBJECTS)
    return {
      kind,
      name: `${subject} ${chance.pick(FORMS[kind])}`,
      description: `${subject}, kept by ${creator.name}.`,
      visibility,
      teamIds: visibility === 'teams' ? [chance.pick(f.teams).id] : [],
      createdBy: creator.userId,
      creatorName: creator.name,
      sizeBytes: chance.below(90_000) * 1000,
      countsTo: counting(kind, creator.teamIds),
    }
  })
  const made = await db.collection(resources).insertMany(drafts)
  const shared = chance.some(made, Math.floor(count / 10))
  await db.collection(grants).insertMany(
    shared.map((r) => ({
      subjectKind: 'user' as const,
      subjectId: chance.pick(creators).userId,
      type: r.kind,
      resourceId: r.id,
      operations: ['read' as const, 'update' as const],
    })),
  )
  work.recordIn(f.organization.id, {
    action: 'resource.imported',
    resourceType: 'organization',
    resourceId: f.organization.id,
    summary: `${count} resources taken over at founding`,
  })
}
