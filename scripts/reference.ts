/** `npm run reference`: writes the pages under `docs/reference` anew. Run it after a change of the contract. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../src-main/hosts/built.ts'
import { referencePages } from './lib/reference/index.ts'
import { say } from './lib/say.ts'

const folder = join(ROOT, 'docs/reference')
mkdirSync(folder, { recursive: true })
for (const { file, text } of referencePages()) {
  writeFileSync(join(folder, file), text)
  say(`docs/reference/${file}: ${text.split('\n').length} lines`)
}
