/** The documents that the store is measured on: resources of many organizations. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { Store } from '../../../src-main/store/index.ts'
import { type ResourceRecord, resources } from '../../../src-main/store/records/index.ts'
import type { CollectionSpec, Draft } from '../../../src-main/store/spec.ts'

export const spec = resources as unknown as CollectionSpec
export const KIND = 'assistant'

export interface Size {
  readonly organizations: number
  readonly documentsEach: number
}

export const orgId = (number: number): string => `organization-${number}`
export const documentId = (org: number, number: number): string => `document-${org}-${number}`
export const nameOf = (number: number): string =>
  `name ${String((number * 7919) % 1_000_003).padStart(7, '0')}`

export const draft = (number: number): Draft<ResourceRecord> => ({
  kind: KIND,
  name: nameOf(number),
  description: `What this one is for, in a sentence of the usual length, number ${number}.`,
  visibility: 'organization',
  teamIds: [`team-${number % 7}`],
  createdBy: `user-${number % 50}`,
  creatorName: 'Somebody Ordinary',
  sizeBytes: number * 1000,
  countsTo: null,
})

/** As the store would have written it. */
export function stored(org: number, number: number) {
  const fields = draft(number)
  const at = '2026-01-01T00:00:00.000Z'
  const own = { id: documentId(org, number), orgId: orgId(org), version: 1, createdAt: at, updatedAt: at }
  return { ...fields, ...own, searchText: `${fields.name}\n${fields.description}`.toLowerCase() }
}

export async function fill(adapter: Adapter, { organizations, documentsEach }: Size): Promise<void> {
  await adapter.prepare([spec])
  for (let org = 0; org < organizations; org++) {
    const records = Array.from({ length: documentsEach }, (_, number) => stored(org, number))
    await adapter.direct().insert(spec, { org: orgId(org) }, records)
  }
}

export const storeOver = (adapter: Adapter): Store =>
  new Store(adapter, { now: () => new Date(), newId: () => randomUUID(), cursorKey: randomBytes(32) })
