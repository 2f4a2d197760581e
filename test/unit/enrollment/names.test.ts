import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainsAbove, inUnicode, refusalOf } from '../../../src-main/enrollment/names.ts'
import { normalizeDomain } from '../../../src-preload/contract/domains.ts'

const judged = (text: string) => refusalOf(normalizeDomain(text)) ?? 'may be claimed'

describe('a domain', () => {
  it.each([
    ['acme.example', 'may be claimed'],
    ['  ACME.Example. ', 'may be claimed'],
    ['mail.eu.acme.com.tw', 'may be claimed'],
    ['bücher.de', 'may be claimed'],
    ['台積電.台灣', 'may be claimed'],
    ['日本語カナabc.jp', 'may be claimed'],
    ['acme.github.io', 'may be claimed'],
    ['', 'malformed'],
    ['acme..example', 'malformed'],
    ['-acme.example', 'malformed'],
    ['ac_me.example', 'malformed'],
    ['*.acme.example', 'malformed'],
    ['xn--99999999.example', 'malformed'],
    [`${'a'.repeat(64)}.example`, 'malformed'],
    ['ada@acme.example', 'notJustDomain'],
    ['https://acme.example/', 'notJustDomain'],
    ['acme.example:25', 'notJustDomain'],
    ['acme .example', 'notJustDomain'],
    ['acme.example\0', 'notJustDomain'],
    ['ac\u3164me.example', 'notJustDomain'],
    ['ac\u00adme.example', 'may be claimed'],
    ['192.0.2.1', 'ipLiteral'],
    ['0x7f.1', 'ipLiteral'],
    ['[2001:db8::1]', 'ipLiteral'],
    ['2001:db8::1', 'ipLiteral'],
    ['localhost', 'singleLabel'],
    ['tw', 'singleLabel'],
    ['аcme.example', 'mixedScript'],
    ['gοοgle.com', 'mixedScript'],
    ['com.tw', 'publicSuffix'],
    ['co.uk', 'publicSuffix'],
    ['github.io', 'publicSuffix'],
    ['gmail.com', 'mailProvider'],
    ['mail.gmail.com', 'mailProvider'],
    ['hinet.net', 'mailProvider'],
    ['ms12.hinet.net', 'mailProvider'],
    [`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(50)}.example`, 'tooLong'],
  ])('%s: %s', (text, wanted) => {
    expect(judged(text)).toBe(wanted)
  })

  it('is the same domain in Unicode, in ASCII and in capitals', () => {
    expect(normalizeDomain('BÜCHER.example')).toBe('xn--bcher-kva.example')
    expect(normalizeDomain('xn--bcher-kva.EXAMPLE')).toBe('xn--bcher-kva.example')
    expect(inUnicode('xn--bcher-kva.example')).toBe('bücher.example')
  })

  it('is judged the same when its name is normalised again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' })), (text) => {
        expect(judged(normalizeDomain(text))).toBe(judged(text))
      }),
    )
  })
})

describe('the domains above an address', () => {
  it('are whole labels, the most specific first, and never a name that merely ends alike', () => {
    expect(domainsAbove('ada@mail.tvbs.com.tw')).toEqual(['mail.tvbs.com.tw', 'tvbs.com.tw', 'com.tw'])
    expect(domainsAbove('eve@eviltvbs.com.tw')).not.toContain('tvbs.com.tw')
  })
  it('are of the part after the last @, and none where there is no address', () => {
    expect(domainsAbove('"a@gmail.com"@acme.example')).toEqual(['acme.example'])
    expect(domainsAbove('acme.example')).toEqual([])
    expect(domainsAbove('@acme.example')).toEqual([])
  })
})
