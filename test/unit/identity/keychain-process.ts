/** A process that sets secrets of its own, one after the other, once it is told to. */
import { once } from 'node:events'
import { keychainOf } from '../../../src-main/workspace/index.ts'

const [dir = '', name = '', count = ''] = process.argv.slice(2)
const keychain = await keychainOf(dir)
process.send?.('ready')
await once(process, 'message')
for (let n = 0; n < Number(count); n += 1) await keychain.set(`${name}/${n}`, `${n}`)
process.disconnect()
