import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueOf } from '../../src-main/api/catalogue.ts'
import { parse } from '../../src-main/api/parse.ts'
import { contract } from '../../src-preload/contract/index.ts'
import { email } from '../../src-preload/contract/shared.ts'

const read = (text: string): string => email.safeParse(text).data ?? 'refused'

describe('an e-mail address as people type it', () => {
  it.each([
    ['  Ada@Example.COM ', 'ada@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@faß.example', 'ada@xn--fa-hia.example'],
    ['ada@例え。jp', 'ada@xn--r8jz45g.jp'],
    ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@台灣.台灣', 'ada@xn--kpry57d.xn--kpry57d'],
    ['ada@example.XN--P1AI', 'ada@example.xn--p1ai'],
    ['ada@ＥＸＡＭＰＬＥ.com', 'ada@example.com'],
    ['ada@exam\u00adple.com', 'ada@example.com'],
    ['ada@exam\u200bple.com', 'ada@example.com'],
  ])('%j is %s', (text, address) => {
    expect(read(text)).toBe(address)
  })

  it.each([
    'ada@example.com/x',
    'ada@example.com\\bob',
    'ada@//example.com',
    'ada@example.com:8080',
    'ada@example.com:',
    'ada@example.com?x',
    'ada@example.com#x',
    'ada@ex%61mple.com',
    'ada@exam\tple.com',
    'ada@exam\r\nple.com',
    'ada@example.com\0',
    'ada@example.com \u001f',
    'ada@exam\u3164ple.com',
    'ada@exam\uffa0ple.com',
    'ada@exam\u202eple.com',
    'ada@1',
    'ada@example.co1',
    'ada@example.xn--',
    'ada@example.xn--p1ai-',
    'ada@0x7f.1',
    'ada@127.0.0.1',
    'ada@[::1]',
    'ada@example.com.',
    'ada@ex％61mple.com',
    'ada@example.com／x',
  ])('%j is refused', (text) => {
    expect(read(text)).toBe('refused')
  })

  it('of ASCII is only trimmed and put into lower case, or refused', () => {
    const ascii = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 20 }).map((s) => `ada@${s}`),
      fc.string({ unit: 'binary-ascii', maxLength: 3 }).map((s) => `ada@exam${s}ple.com${s}`),
    )
    fc.assert(
      fc.property(ascii, (text) => {
        expect([text.trim().toLowerCase(), 'refused']).toContain(read(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('loses no space, mark, symbol or control that is drawn or does something', () => {
    const signs = Array.from({ length: 0x10000 }, (_, i) => String.fromCharCode(i)).filter(
      (c) => /[\p{Cc}\p{Cf}\p{Z}\p{P}\p{S}\p{M}]/u.test(c) && !/\p{Default_Ignorable_Code_Point}/u.test(c),
    )
    expect(signs.length).toBeGreaterThan(5_000)
    expect(signs.filter((c) => read(`ada@exam${c}ple.com`) === 'ada@example.com')).toEqual([])
  })

  it('is refused by its field wherever one is given', () => {
    const address = 'ada@example.com/x'
    const fieldsOf = (name: string, input: unknown): string[] => {
      const entry = catalogueOf(contract).find((e) => e.name === name)
      if (!entry) throw new Error(`There is no ${name}.`)
      try {
        parse(entry, input)
      } catch (error) {
        const { code, data } = error as { code: string; data: { issues: { field: string }[] } }
        return [code, ...data.issues.map((i) => i.field)]
      }
      return []
    }
    const id = '01a20ffe-1c4d-7e57-88a4-59d53bf06dcf'
    const inputs: Record<string, object> = {
      'members.add': { email: address, name: 'Ada', roleIds: ['viewer'] },
      'invitations.create': { email: address, roleIds: ['viewer'] },
      'enrollment.signUp': { signUpId: id, email: address, name: 'Ada', verified: true },
      'enrollment.tryAddress': { email: address },
      'users.find': { email: address },
    }
    for (const [name, input] of Object.entries(inputs))
      expect([name, ...fieldsOf(name, input)]).toEqual([name, 'BAD_INPUT', 'email'])
  })
})
