/**
 * `npm test`: everything that is checked, in stages. The servers that stages share are obtained and started once,
 * while those stages run that need none; the short ones run beside the long ones. A failing stage does not stop the
 * others; at the end all that failed is named once more, for whoever sees only the end, and the last line sums up.
 *
 * For developers: `npm test -- --list`, and `npm test -- --only types,vitest`.
 */
import { parseArgs } from 'node:util'
import { sentence, type Told, total } from './testing/counts.ts'
import { announce, report, runStage } from './testing/run-stage.ts'
import { scratchInMemory } from './testing/scratch.ts'
import { startShared } from './testing/shared-servers.ts'
import { STAGES, type Stage } from './testing/stages.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })
const stages = [STAGES.build, ...STAGES.long, ...STAGES.beside]
/** For a stage that needs none of the servers. */
const NOTHING = { env: {}, absent: new Set<never>() }

// An interrupted run ends, whatever else listens for the signal; what it started ends with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

if (values.list) {
  for (const { id, title } of stages) process.stdout.write(`${id.padEnd(20)} ${title}\n`)
} else {
  const wanted = choose(values.only)
  scratchInMemory()
  const { counts, failures } = await runAll((stage) => wanted.has(stage.id))
  if (failures.length > 0) process.stdout.write(`\n=== What failed\n${failures.join('\n')}\n\n`)
  process.stdout.write(`${sentence(counts)}\n`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}

/** The stages that `--only` names; a name that is the beginning of several means all of them. */
function choose(only: string | undefined): ReadonlySet<string> {
  if (only === undefined) return new Set(stages.map((stage) => stage.id))
  return new Set(
    only.split(',').flatMap((name) => {
      const meant = stages.filter(({ id }) => id === name || id.startsWith(`${name}-`))
      if (meant.length === 0) throw new Error(`No stage is called ${name}; see npm test -- --list`)
      return meant.map((stage) => stage.id)
    }),
  )
}

async function runAll(wanted: (stage: Stage) => boolean): Promise<Told> {
  const all: Told[] = []
  const needs = new Set(stages.filter(wanted).flatMap((stage) => stage.needs))
  const starting = startShared(needs)
  const runOne = async (stage: Stage): Promise<void> => {
    if (!wanted(stage)) return
    // What needs no server does not wait for one.
    const { env, absent } = stage.needs.length > 0 ? await starting : NOTHING
    all.push(await runStage(stage, { ...process.env, ...env }, absent))
  }
  const allBeside = async (): Promise<void> => {
    for (const stage of STAGES.beside) await runOne(stage)
  }
  await runOne(STAGES.build)
  const beside = allBeside()
  const servers = await starting
  try {
    if (needs.size > 0) {
      report('Servers and runtimes', servers.counts, servers.milliseconds, servers.failures.join('\n'))
      all.push({ counts: servers.counts, failures: servers.failures })
    }
    for (const stage of STAGES.long.filter(wanted)) {
      announce(stage.title)
      await runOne(stage)
    }
    await beside
  } finally {
    await servers.stop()
  }
  return { counts: total(all.map(({ counts }) => counts)), failures: all.flatMap(({ failures }) => failures) }
}
