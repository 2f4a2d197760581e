import { describe, expect, it } from 'vitest'
import { catalogueOf, type Entry } from '../../../src-main/api/catalogue.ts'
import { parse } from '../../../src-main/api/parse.ts'
import { contract } from '../../../src-preload/contract/index.ts'

const entries = new Map(catalogueOf(contract).map((entry) => [entry.name, entry]))
function entry(name: string): Entry {
  const found = entries.get(name)
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}
const refusal = (name: string, input: unknown): unknown => {
  try {
    return parse(entry(name), input)
  } catch (error) {
    return error
  }
}

describe('an input', () => {
  it('with a misspelt filter is refused, and told what the procedure knows', () => {
    expect(refusal('members.list', { serach: 'ada' })).toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('search'),
      data: { issues: [{ field: 'serach', message: 'is not known here' }] },
    })
  })

  it('is looked through to its last field', () => {
    const change = { kind: 'addTeam', teamId: '01a20ffe-1c4d-7e57-88a4-59d53bf06dcf', orgId: 'x' }
    const ids = ['01a20ffe-1dab-7bc6-80c5-25a24699b8a1']
    expect(refusal('members.bulk', { ids, change, reason: 'a reason' })).toMatchObject({
      data: { issues: [{ field: 'change.orgId' }] },
    })
  })

  it('that names a prototype is refused as any other name', () => {
    expect(refusal('members.list', JSON.parse('{"__proto__":{"x":1}}'))).toMatchObject({
      data: { issues: [{ field: '__proto__' }] },
    })
  })

  it('of a procedure that takes none may be empty and nothing else', () => {
    expect(refusal('organizations.current', undefined)).toBeUndefined()
    expect(refusal('organizations.current', {})).toBeUndefined()
    expect(refusal('organizations.current', { orgId: 'x' })).toMatchObject({ code: 'BAD_INPUT' })
  })

  it('may leave a field undefined, as forms do', () => {
    expect(refusal('members.list', { search: undefined, other: undefined })).toMatchObject({
      limit: expect.any(Number),
    })
  })

  it('is told back no more than a person reads', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`${i}`.repeat(200), i]))
    expect(String((refusal('members.list', many) as Error).message).length).toBeLessThan(3_000)
  })
})
