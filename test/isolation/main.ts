/**
 * The isolation suite: `node test/isolation/main.ts --store sqlite|mongodb`. Ends with the line
 * `isolation: P procedures, V vectors, 0 leaks`, exit 1 on any leak. `npm run package` refuses without it.
 */
import { parseArgs } from 'node:util'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { openProbed } from './probed.ts'
import { tryProcedures } from './procedures.ts'
import { runVectors } from './vectors/index.ts'

const { values } = parseArgs({ options: { store: { type: 'string', default: 'sqlite' } } })
if (values.store !== 'sqlite' && values.store !== 'mongodb') {
  console.error('--store must be sqlite or mongodb')
  process.exit(2)
}

const world = await openProbed(values.store)
await world.adapter.prepare(COLLECTIONS)
const report = await tryProcedures(world.adapter, world.probe)
const wire = world.probe.violations()
const { scoped, across } = world.probe.counts()
await world.close()

const arena = await openProbed(values.store)
const vectors = await runVectors(values.store, arena.adapter)
await arena.close()

const commands = Object.values(scoped).reduce((sum, n) => sum + n, 0)
// A probe that heard nothing proves nothing.
const silent = commands === 0 ? ['wire: the probe heard no scoped command'] : []
const escaped = vectors
  .filter((v) => v.result !== 'held')
  .map((v) => `vector ${v.id} ${v.title}: ${v.result}`)
const leaks = [...report.leaks, ...silent, ...wire.map((w) => `wire: ${w}`), ...escaped]
for (const leak of leaks) console.error(`LEAK ${leak}`)
console.log(
  `${values.store}: ${report.calls} calls, ${report.compared.foreign + report.compared.hidden} compared, ${commands} scoped commands on the wire; across tenants: ${JSON.stringify(across)}`,
)
console.log(`isolation: ${report.procedures} procedures, ${vectors.length} vectors, ${leaks.length} leaks`)
process.exit(leaks.length === 0 ? 0 : 1)
