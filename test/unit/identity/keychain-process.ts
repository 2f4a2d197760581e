/** A process that sets secrets of its own, one after the other. */
import { keychainOf } from '../../../src-main/workspace/index.ts'

const [dir = '', name = ''] = process.argv.slice(2)
const keychain = await keychainOf(dir)
for (let n = 0; n < 25; n += 1) await keychain.set(`${name}/${n}`, `${n}`)
