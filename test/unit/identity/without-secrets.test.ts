import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../../src-main/identity/index.ts'
import { loggable } from '../../../src-main/workspace/log.ts'

describe('secrets in what is told of an error', () => {
  it.each([
    ['mongodb://ada:geheim@db.example/x', 'mongodb://…@db.example/x'],
    ['cannot reach "mongodb+srv://ada:p@ss:w/rd@db.example"', 'cannot reach "mongodb+srv://…@db.example"'],
    ['{"message":"amqp://guest@host"}', '{"message":"amqp://…@host"}'],
    ['mongodb://db.example/x', 'mongodb://db.example/x'],
    ['{"token":"abc-1"} at token=abc-2&x=1', '{"token":"…"} at token=…&x=1'],
    ['Authorization: Bearer ab.cd.ef', 'Authorization: Bearer …'],
    ['TXT castellan-verify=qwertz', 'TXT castellan-verify=…'],
    [`key ${'0f'.repeat(32)}.`, 'key ….'],
    [`key ${'aB3-'.repeat(11)}`, 'key …'],
    ['018f4c2e-9b1a-7c3d-8e4f-5a6b7c8d9e0f is gone', '018f4c2e-9b1a-7c3d-8e4f-5a6b7c8d9e0f is gone'],
    [
      'at run (/work/castellan/src-main/api/run.ts:71:5)',
      'at run (/work/castellan/src-main/api/run.ts:71:5)',
    ],
    ['Nobody has the address ada@acme.example.', 'Nobody has the address ada@acme.example.'],
  ])('are taken out of %s', (text, safe) => expect(withoutSecrets(text)).toBe(safe))

  it('never survive, whatever characters a password has', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9:/@%!$&*+=?#-]{6,30}$/)
    fc.assert(
      fc.property(
        word,
        (password) => !withoutSecrets(`at mongodb://u:${password}@h/x failed`).includes(`:${password}@`),
      ),
    )
  })
})

describe('the log', () => {
  it('holds no password, no token and nobody’s address, neither in the message nor in the stack', () => {
    const cause = new Error('ada@acme.example has token=geheim-3')
    const error = new Error(
      'mongodb://ada:geheim-1@db.example refused zoë.li@büro.example, token: geheim-2',
      {
        cause,
      },
    )
    const text = JSON.stringify([loggable(error), loggable('amqp://u:geheim-4@host'), loggable(undefined)])
    expect(text).not.toMatch(/geheim|ada|zoë/)
    expect(loggable(error)).toMatchObject({
      name: 'Error',
      message: 'mongodb://…@db.example refused …@büro.example, token: …',
      cause: { message: '…@acme.example has token=…' },
    })
  })
})
