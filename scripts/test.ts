/**
 * `npm test`: everything that is checked, in stages. The servers that stages share are obtained and started once,
 * while the first stages run. A failing stage does not stop the later ones; at the end all that failed is named once
 * more, for whoever sees only the end, and the last line sums up.
 *
 * For developers: `npm test -- --list`, and `npm test -- --only types,vitest`.
 */
import { parseArgs } from 'node:util'
import { sentence, type Told, total } from './testing/counts.ts'
import { inPairs } from './testing/in-pairs.ts'
import { announce, report, runStage } from './testing/run-stage.ts'
import { scratchInMemory } from './testing/scratch.ts'
import { type Need, startShared } from './testing/shared-servers.ts'
import { GROUPS, type Stage } from './testing/stages.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } })
const stages = GROUPS.flat()

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
  const needs = new Set<Need>(stages.filter(wanted).flatMap((stage) => stage.needs))
  const starting = startShared(needs)
  const [first = [], ...later] = GROUPS.map((group) => group.filter(wanted))
  all.push(...(await inPairs(first, (stage) => runStage(stage, process.env, new Set()))))

  const servers = await starting
  try {
    if (needs.size > 0) {
      report('Servers and runtimes', servers.counts, servers.milliseconds, servers.failures.join('\n'))
      all.push({ counts: servers.counts, failures: servers.failures })
    }
    const env = { ...process.env, ...servers.env }
    for (const group of later) {
      for (const { title, live } of group) if (live) announce(title)
      all.push(...(await inPairs(group, (stage) => runStage(stage, env, servers.absent))))
    }
  } finally {
    await servers.stop()
  }
  return { counts: total(all.map(({ counts }) => counts)), failures: all.flatMap(({ failures }) => failures) }
}
