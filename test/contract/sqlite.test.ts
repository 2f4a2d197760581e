import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { tempDir } from '../servers/index.ts'
import { storeSuite } from './store-suite.ts'

const folder = tempDir('contract')
afterAll(() => folder.remove())

storeSuite({
  name: 'sqlite, encrypted',
  open: () => openSqlite({ file: join(folder.path, 'store.db'), key: '5a'.repeat(32) }),
})
