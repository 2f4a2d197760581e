import { join } from 'node:path'
import { tempDir } from '../../test/servers/index.ts'
import { type CommandOptions, type Outcome, runCommand } from './command.ts'
import { ONE_FAILED, ONE_PASSED, type Told, withExit } from './counts.ts'
import { endOf, isolationTold, playwrightTold, vitestTold } from './reports.ts'
import type { Need } from './shared-servers.ts'

/** What a stage found. */
export interface Finding extends Told {
  /** What there is to show about it; empty when it was shown while it ran. */
  readonly output: string
}

/** One step of `npm test`. */
export interface Stage {
  readonly id: string
  readonly title: string
  /** The file without which the stage cannot run. */
  readonly file: string
  readonly needs: readonly Need[]
  run(env: NodeJS.ProcessEnv): Promise<Finding>
}

const EVERYTHING: readonly Need[] = [
  'mongodb',
  'rabbitmq',
  'chromium',
  'electron',
  'display',
  'keyring',
  'font',
]
/** Not by the name `tsc`: dependency-cruiser needs the compiler before, and only one of the two can have it. */
const TSC = 'node_modules/typescript-native/bin/tsc'
const LAYERS = ['src-main', 'src-preload', 'src-renderer']

/** What the others look at. */
const BUILD: Stage = check('build', 'Build', 'scripts/build.ts', ['npm', 'run', 'build'], {
  inBackground: false,
})

/** The long ones, one after the other: they show what they do, and have the machine first. */
const LONG: readonly Stage[] = [
  {
    id: 'vitest',
    title: 'Unit and contract tests',
    file: 'vitest.config.ts',
    needs: EVERYTHING,
    run: (env) =>
      reported(vitestTold, (report) => {
        const words = [
          'vitest',
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ]
        return runCommand(words, { env, live: true })
      }),
  },
  {
    id: 'e2e',
    title: 'End to end in Chromium and Electron',
    file: 'test/e2e/playwright.config.ts',
    needs: EVERYTHING,
    run: (env) =>
      reported(playwrightTold, (report) => {
        const words = ['playwright', 'test', '-c', 'test/e2e/playwright.config.ts', '--reporter=list,json']
        const options: CommandOptions = { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, live: true }
        return runCommand(words, options)
      }),
  },
]

/** One after the other beside all that is obtained and started, and then beside the long ones, in what they leave idle. */
const BESIDE: readonly Stage[] = [
  check('types', 'Types', 'tsconfig.json', ['node', TSC, '-p', '.', '--singleThreaded']),
  isolation('sqlite', []),
  check('lint', 'Lint and format', 'biome.json', ['biome', 'check']),
  check('layers', 'Direction of dependencies', '.dependency-cruiser.cjs', [
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    ...LAYERS,
  ]),
  check('unused', 'Dead code', 'knip.json', ['knip']),
  isolation('mongodb', ['mongodb']),
]

/** The stages by the place that they have in a run. */
export const STAGES = { build: BUILD, long: LONG, beside: BESIDE }

function check(
  id: string,
  title: string,
  file: string,
  words: readonly string[],
  { inBackground } = { inBackground: true },
): Stage {
  const run = async (env: NodeJS.ProcessEnv): Promise<Finding> => {
    const { exitCode, output } = await runCommand(words, { env, inBackground })
    return exitCode === 0
      ? { counts: ONE_PASSED, failures: [], output: '' }
      : { counts: ONE_FAILED, failures: [endOf(output)], output }
  }
  return { id, title, file, needs: [], run }
}

function isolation(store: string, needs: readonly Need[]): Stage {
  const file = 'test/isolation/main.ts'
  const run = async (env: NodeJS.ProcessEnv): Promise<Finding> => {
    const { exitCode, output } = await runCommand(['node', file, '--store', store], {
      env,
      inBackground: true,
    })
    return { ...withExit(isolationTold(output), exitCode), output }
  }
  return { id: `isolation-${store}`, title: `Isolation of tenants, ${store}`, file, needs, run }
}

/** Runs a program that writes a report into a file of its own, and counts from that. */
async function reported(
  tell: (file: string) => Told,
  start: (file: string) => Promise<Outcome>,
): Promise<Finding> {
  const dir = tempDir('report')
  try {
    const file = join(dir.path, 'report.json')
    const { exitCode, output } = await start(file)
    return { ...withExit(tell(file), exitCode), output }
  } finally {
    dir.remove()
  }
}
