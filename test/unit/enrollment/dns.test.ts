import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src-main/enrollment/answer.ts'
import { type Dns, openDns, readServers } from '../../../src-main/enrollment/index.ts'
import { challengeName, challengeValue } from '../../../src-preload/contract/domains.ts'
import { type DnsServer, startDns, type Zone } from '../../servers/index.ts'

const token = '0123456789abcdef0123456789abcdef01234567'
const value = challengeValue(token)
const name = challengeName('acme.example')
const at = '2026-01-01T00:00:00.000Z'

describe('the proof in DNS', () => {
  let server: DnsServer
  let dns: Dns
  beforeAll(async () => {
    server = await startDns()
    dns = openDns([server.address], { timeout: 300, tries: 1 })
  })
  afterAll(() => server.stop())
  const says = async (zone?: Zone) => {
    server.set(name, zone)
    return readAnswer(await dns.txt(name), token, at)
  }

  it('is found', async () => {
    expect(await says({ txt: [value] })).toEqual({
      at,
      outcome: 'proved',
      found: [value],
      alias: null,
      notes: [],
    })
  })
  it('is found among other records', async () => {
    const check = await says({ txt: ['v=spf1 -all', value, 'another'] })
    expect(check).toMatchObject({ outcome: 'proved', notes: ['several'] })
    expect(check.found[0]).toBe(value)
  })
  it('is found in pieces, as DNS splits long strings', async () => {
    const pieces = [value.slice(0, 20), value.slice(20)]
    expect(await says({ txt: [pieces] })).toMatchObject({ outcome: 'proved', notes: ['split'] })
    const long = `${'x'.repeat(255)}`
    expect(await says({ txt: [[long, long]] })).toMatchObject({ outcome: 'mismatch' })
  })
  it('is found in upper case, in quotation marks, and under a name in upper case', async () => {
    expect(await says({ txt: [value.toUpperCase()] })).toMatchObject({
      outcome: 'proved',
      notes: ['upperCase'],
    })
    expect(await says({ txt: [` "${value}" `] })).toMatchObject({ outcome: 'proved' })
    server.set(name.toUpperCase(), { txt: [value] })
    expect(readAnswer(await dns.txt(name.toUpperCase()), token, at)).toMatchObject({ outcome: 'proved' })
  })
  it('is found over TCP where the answer does not fit into UDP', async () => {
    const long = 'y'.repeat(250)
    expect(await says({ truncated: [value, ...Array.from({ length: 40 }, () => long)] })).toMatchObject({
      outcome: 'proved',
      notes: ['several'],
    })
  })
  it('of another organization is none, and what was found is told', async () => {
    const other = challengeValue('f'.repeat(40))
    expect(await says({ txt: [other] })).toMatchObject({ outcome: 'mismatch', found: [other] })
  })
  it('is none where it is only part of a value', async () => {
    expect(await says({ txt: [`${value}0`] })).toMatchObject({ outcome: 'mismatch' })
    expect(await says({ txt: [`x ${value}`] })).toMatchObject({ outcome: 'mismatch' })
    expect(await says({ txt: [token] })).toMatchObject({ outcome: 'mismatch' })
  })
  it('is none behind a CNAME: a wildcard could point anywhere', async () => {
    server.set('elsewhere.example', { txt: [value] })
    expect(await says({ cname: 'elsewhere.example' })).toMatchObject({
      outcome: 'alias',
      alias: 'elsewhere.example',
      found: [],
    })
  })
  it('is not there: no name, no record, and each failure by its own name', async () => {
    expect((await says(undefined)).outcome).toBe('notFound')
    expect((await says({ txt: [] })).outcome).toBe('notFound')
    expect((await says({ fails: 'servfail' })).outcome).toBe('serverFailure')
    expect((await says({ fails: 'refused' })).outcome).toBe('refused')
    expect((await says({ fails: 'silent' })).outcome).toBe('timeout')
    const nobody = openDns(['127.0.0.1:9'], { timeout: 300, tries: 1 })
    expect(['unreachable', 'timeout']).toContain(readAnswer(await nobody.txt(name), token, at).outcome)
  })
  it('shows what was found as text: cut, and with nothing hidden in it', async () => {
    const check = await says({
      txt: [`a\u202eb\u0000c`, 'z'.repeat(200), ...Array.from({ length: 20 }, (_, i) => `v${i}`)],
    })
    expect(check.found).toHaveLength(10)
    expect(check.found).toContain('a\\u{202e}b\\u{0}c')
  })
})

describe('name servers', () => {
  it('are read as addresses with or without a port', () => {
    expect(readServers(' 9.9.9.9, 127.0.0.1:5353,[::1]:53, ::1 ,')).toEqual([
      '9.9.9.9',
      '127.0.0.1:5353',
      '[::1]:53',
      '::1',
    ])
  })
  it.each(['dns.example', '1.2.3', '1.2.3.4:0', '1.2.3.4:99999', '[::1', '9.9.9.9:'])(
    '%s is none',
    (text) => {
      expect(() => readServers(text)).toThrow(/name server/)
    },
  )
})
