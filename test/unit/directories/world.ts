/** People at windows over a core of their own, and the import's procedures by name. */
import type { Api, Session } from '../../../src-main/api/index.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import { type AuditRecord, auditRecords } from '../../../src-main/store/records/index.ts'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import type {
  ImportFile,
  ImportPlan,
  ImportProgress,
  PreviewRow,
} from '../../../src-preload/contract/imports.ts'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { World } from '../../core/world.ts'

/** A person at a window, in one organization. */
export class Desk {
  readonly session: Session
  readonly #api: Api
  constructor(api: Api, session: Session) {
    this.#api = api
    this.session = session
  }
  call<T>(procedure: string, input: unknown = {}): Promise<T> {
    return this.#api.call(this.session, procedure.split('.'), input) as Promise<T>
  }
  /** The code of the error that a call ends with, or what it answered. */
  async outcome(procedure: string, input: unknown = {}): Promise<unknown> {
    try {
      return await this.call(procedure, input)
    } catch (error) {
      return error instanceof CastellanError ? { code: error.code, message: error.message } : error
    }
  }
  upload(bytes: Buffer, fileName = 'people.csv'): Promise<ImportFile> {
    return this.call('imports.upload', { fileName, content: bytes.toString('base64') })
  }
  /** Starts and answers every progress until the end. */
  async import(plan: Omit<ImportPlan, 'teamIds' | 'rules'> & Partial<ImportPlan>): Promise<ImportProgress> {
    await this.call('imports.start', plan)
    return this.ended(plan.importId)
  }
  async ended(importId: string): Promise<ImportProgress> {
    let last: ImportProgress | undefined
    for await (const progress of await this.watch(importId)) last = progress
    if (!last) throw new Error('There was no progress.')
    return last
  }
  watch(importId: string): Promise<AsyncIterable<ImportProgress>> {
    return this.call('imports.progress', { importId })
  }
  async members(): Promise<Member[]> {
    const list: Member[] = []
    let cursor: string | undefined
    do {
      const page: { items: Member[]; next: string | null } = await this.call('members.list', {
        limit: 500,
        cursor,
      })
      list.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor)
    return list
  }
  async member(email: string): Promise<Member> {
    const found = (await this.members()).find((m) => m.email === email)
    if (!found) throw new Error(`There is no member ${email}.`)
    return found
  }
}

/** The organization's trail as it is stored, the newest first. */
export async function trailOf({ store }: World, { session }: Desk): Promise<readonly AuditRecord[]> {
  const trail = new Across(store).tenant(session.orgId ?? '').collection(auditRecords)
  const sort = { field: 'sequence', direction: 'desc' } as const
  return (await trail.list({ sort, limit: 500 })).items
}

/** An organization with an admin; answers the admin's desk in it. */
export async function organization(
  { api, operator }: World,
  slug: string,
  { admin = `admin@${slug}.example`, seats = null as number | null } = {},
): Promise<Desk> {
  await new Desk(api, operator).call('platform.create', {
    name: slug,
    slug,
    admin: { email: admin, name: `Admin of ${slug}` },
    limits: { seats },
  })
  return deskOf(api, admin, slug)
}

export const deskOf = async (api: Api, as: string, org: string): Promise<Desk> =>
  new Desk(api, await api.newSession({ host: 'test', as, org }))

export interface Preview {
  readonly totals: { readonly [fate: string]: number }
  readonly rows: readonly PreviewRow[]
  readonly matching: number
  readonly seats: { readonly limit: number | null; readonly used: number; readonly after: number }
}
export const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`)
export const own = { mapping: { email: 0, name: 1, department: 2, status: 3 }, roleIds: ['viewer'] }
