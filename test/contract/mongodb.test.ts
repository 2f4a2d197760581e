import { randomUUID } from 'node:crypto'
import { afterAll, describe, it } from 'vitest'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { dropDatabase } from '../servers/index.ts'
import { storeSuite } from './store-suite.ts'

const uri = process.env['CASTELLAN_TEST_MONGODB']
const database = `contract_${randomUUID().slice(0, 8)}`

if (uri) {
  afterAll(async () => {
    await dropDatabase(uri, database)
  })
  storeSuite({
    name: 'mongodb, beside sqlite',
    open: () => openMongo({ uri, database }),
    beside: () => openSqlite({ file: ':memory:' }),
    cases: 40,
  })
} else {
  console.warn('SKIPPED: the store contract on MongoDB, because there is no mongod on this machine.')
  describe.skip('store contract: mongodb', () => it('needs a mongod', () => undefined))
}
