import dns from 'node:dns'
import { MongoServerError } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { toFailure } from '../../../src-main/store/mongodb/failure.ts'
import { openMongo } from '../../../src-main/store/mongodb/index.ts'
import { startDns } from '../../servers/index.ts'

const answer = (code: number): MongoServerError => new MongoServerError({ code, message: 'secret words' })

describe('what a MongoDB server answers', () => {
  it.each([
    [91, 'ShutdownInProgress'],
    [134, 'ReadConcernMajorityNotAvailableYet'],
    [189, 'PrimarySteppedDown'],
    [10_107, 'NotWritablePrimary'],
    [11_600, 'InterruptedAtShutdown'],
    [11_602, 'InterruptedDueToReplStateChange'],
    [13_436, 'NotPrimaryOrSecondary'],
  ])('while it changes hands (%i, %s) is that the database is away, without its words', (code) => {
    const failure = toFailure(answer(code))
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', data: { what: 'database' } })
    expect(String(failure)).not.toContain('secret')
  })

  it('of a defect of ours stays what it is', () => {
    const error = answer(9)
    expect(toFailure(error)).toBe(error)
  })
})

describe('a mongodb+srv address', () => {
  it.each([undefined, { fails: 'servfail' }, { fails: 'refused' }] as const)(
    'whose host name is not found (%o) says so, without the name',
    async (zone) => {
      const [server, before] = [await startDns(), dns.getServers()]
      server.set('_mongodb._tcp.db.acme.example', zone)
      dns.setServers([server.address])
      try {
        const opened = openMongo({ uri: 'mongodb+srv://ada:s3cr3t@db.acme.example/', database: 'acme' })
        const failure: unknown = await opened.catch((error: unknown) => error)
        expect(failure).toMatchObject({
          code: 'UNAVAILABLE',
          data: { what: 'database' },
          message: expect.stringMatching(/host name .* could not be found/),
        })
        expect(String(failure)).not.toMatch(/s3cr3t|acme\.example/)
      } finally {
        dns.setServers(before)
        await server.stop()
      }
    },
  )
})
