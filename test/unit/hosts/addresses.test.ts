import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { withAddresses } from '../../../src-main/hosts/cli/addresses.ts'
import { UsageError } from '../../../src-main/hosts/cli/index.ts'

const DATABASE = 'mongodb://ada:s3cr3t-w0rd@127.0.0.1:1/'
const BROKER = 'amqp://ada:s3cr3t-w0rd@127.0.0.1'
const BOTH = { mongodb: '-', amqp: '-' }
const inputOf = (text: string): PassThrough => {
  const input = new PassThrough()
  input.end(text)
  return input
}

describe('addresses from standard input', () => {
  it('stand in the order of the flags, a line each, and what follows them is left out', async () => {
    expect(await withAddresses(BOTH, inputOf(`${DATABASE}\r\n ${BROKER} \nmore\n`))).toEqual({
      mongodb: DATABASE,
      amqp: BROKER,
    })
    const one = { mongodb: DATABASE, amqp: '-', operator: 'ada@acme.example' }
    expect(await withAddresses(one, inputOf(BROKER))).toEqual({ ...one, amqp: BROKER })
  })

  it('are not waited for where none is', async () => {
    const input = new PassThrough()
    expect(await withAddresses({ mongodb: DATABASE }, input)).toEqual({ mongodb: DATABASE })
    expect(input.destroyed).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['an empty line', `\n${DATABASE}\n`],
    ['what is no address', 's3cr3t-w0rd\n'],
    ['the addresses in another order', `${BROKER}\n${DATABASE}\n`],
    ['one address of two', DATABASE],
  ])('are refused in one sentence that quotes nothing: %s', async (_, text) => {
    const error = await withAddresses(BOTH, inputOf(text)).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toMatch(/--(mongodb|amqp) - .*standard input.*\.$/)
    expect(String(error)).not.toContain('s3cr3t')
  })
})
