import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { type Counts, ONE_FAILED, ONE_SKIPPED, sentence, type Told } from './counts.ts'
import type { Need } from './shared-servers.ts'
import type { Finding, Stage } from './stages.ts'

/** Announces a stage that shows its output while it runs. */
export function announce(title: string): void {
  process.stdout.write(`\n=== ${title}\n`)
}

/** Runs one stage and reports its title, counts and duration. It never throws: what went wrong is a failure. */
export async function runStage(
  stage: Stage,
  env: NodeJS.ProcessEnv,
  absent: ReadonlySet<Need>,
): Promise<Told> {
  const started = performance.now()
  const { counts, failures, output } = await attempt(stage, env, absent)
  report(stage.title, counts, performance.now() - started, output)
  return { counts, failures: failures.map((one) => `${stage.title}: ${one}`) }
}

/** Prints what a stage found: its output first, so that the line of counts is what one reads last. */
export function report(title: string, counts: Counts, milliseconds: number, output: string): void {
  if (output) process.stdout.write(`\n--- ${title}\n${output.trimEnd()}\n`)
  const mark = counts.failed > 0 ? 'FAILED' : counts.passed > 0 ? 'ok' : 'SKIPPED'
  process.stdout.write(`=== ${title}: ${mark}, ${sentence(counts)}, ${(milliseconds / 1_000).toFixed(1)} s\n`)
}

async function attempt(stage: Stage, env: NodeJS.ProcessEnv, absent: ReadonlySet<Need>): Promise<Finding> {
  const reason = obstacle(stage, absent)
  if (reason) {
    const counts = env['CI'] === 'true' ? ONE_FAILED : ONE_SKIPPED
    const output = `!!!!! ${stage.title} cannot run: ${reason} !!!!!`
    return { counts, failures: counts.failed > 0 ? [output] : [], output }
  }
  try {
    return await stage.run(env)
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { counts: ONE_FAILED, failures: [output], output }
  }
}

/** Vitest and Playwright skip single suites by themselves; a stage about one server falls away with it. */
function obstacle(stage: Stage, absent: ReadonlySet<Need>): string | undefined {
  if (!existsSync(stage.file)) return `${stage.file} does not exist`
  const lacking = stage.needs.filter((need) => absent.has(need))
  if (stage.needs.length > 0 && lacking.length === stage.needs.length) return `${lacking.join(', ')} missing`
  return undefined
}
