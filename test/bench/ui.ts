/**
 * What a person at the window waits for: the packaged console's first usable screen beside an empty window of the
 * same Electron, and the frames that the table of 100,000 people draws while it is scrolled beside the same page
 * with 100. Everything runs in the real packaged app.
 */
import { build, isBuildStale } from '../../scripts/lib/build.ts'
import { openPackage, type PackagedApp, packApp, startDisplay, testerDir } from '../servers/index.ts'
import { type Figure, median, type Options } from './figure.ts'
import { makeCrowd } from './ui/crowd.ts'
import { emptyWindow } from './ui/empty-window.ts'
import { CONSOLE_USABLE, EMPTY_LOADED, firstScreen } from './ui/first-screen.ts'
import { openPeople, scroll, untilLastRow } from './ui/scroll.ts'

const FULL = { starts: 11, people: 100_000, rounds: 3, scrollMs: 10_000 }
const QUICK = { starts: 3, people: 10_000, rounds: 1, scrollMs: 4_000 }
const FEW = 100
const GOAL = 0.9
/** A hard flick of the wheel: a hundred rows a second. */
const FLICK = 4_000

type Plan = typeof FULL

export async function* run({ quick = false }: Options = {}): AsyncGenerator<Figure> {
  const plan = quick ? QUICK : FULL
  if (isBuildStale()) await build()
  const packaged = await packApp()
  const display = packaged && (await startDisplay())
  if (!packaged || !display) {
    console.error('SKIPPED: the window, because there is no Electron or no display on this machine.')
    return
  }
  try {
    yield* started(packaged, display.name, plan)
    yield* scrolled(packaged, display.name, plan)
  } finally {
    await display.stop()
    packaged.remove()
  }
}

const figure = (name: string, value: number, baseline: number, unit: string, goal: number | null): Figure => {
  const ratio = value / baseline
  return {
    bench: 'ui',
    case: name,
    value,
    unit,
    baseline,
    ratio,
    goal,
    met: goal === null ? null : ratio >= goal,
  }
}

const alone = (name: string, value: number, unit: string): Figure => ({
  bench: 'ui',
  case: name,
  value,
  unit,
  baseline: null,
  ratio: null,
  goal: null,
  met: null,
})

async function* started(packaged: PackagedApp, display: string, { starts }: Plan): AsyncGenerator<Figure> {
  const data = testerDir('data')
  const empty = await emptyWindow(packaged)
  const env = { DISPLAY: display, CASTELLAN_DATA: data.path }
  const inRuntime = `Electron ${packaged.electron}${packaged.shimmed ? ', with the shim that it needs' : ''}`
  try {
    const first = await firstScreen(packaged.launcher, env, CONSOLE_USABLE)
    const times: [number[], number[]] = [[], []]
    for (let i = 0; i < starts; i++) {
      times[0].push(await firstScreen(packaged.launcher, env, CONSOLE_USABLE))
      times[1].push(await firstScreen(empty.launcher, env, EMPTY_LOADED))
    }
    const base = median(times[1])
    yield figure(`first usable screen / an empty window (${inRuntime})`, median(times[0]), base, 'ms', null)
    yield figure('first start ever, which makes the sample / an empty window', first, base, 'ms', null)
  } finally {
    empty.remove()
    data.remove()
  }
}

async function* scrolled(packaged: PackagedApp, display: string, plan: Plan): AsyncGenerator<Figure> {
  const crowds = [await makeCrowd(plan.people), await makeCrowd(FEW)] as const
  const endToEnd: Rates = [[], []]
  const flicked: Rates = [[], []]
  const withRows: Rates = [[], []]
  const waits: Rates = [[], []]
  try {
    for (let round = 0; round < plan.rounds; round++)
      for (const place of round % 2 ? ([1, 0] as const) : ([0, 1] as const)) {
        const { workspace, dataDir } = crowds[place]
        const env = { DISPLAY: display, CASTELLAN_DATA: dataDir }
        const { page, close } = await openPackage(packaged.launcher, env, `--workspace=${workspace}`)
        try {
          await openPeople(page)
          const across = await scroll(page, plan.scrollMs, null)
          endToEnd[place].push(across.framesPerSecond)
          withRows[place].push(100 * across.withRows)
          waits[place].push(await untilLastRow(page))
          flicked[place].push((await scroll(page, plan.scrollMs, FLICK)).framesPerSecond)
        } finally {
          await close()
        }
      }
  } finally {
    for (const crowd of crowds) await crowd.remove()
  }
  const rows = `People with ${plan.people.toLocaleString('en')} rows`
  const seconds = plan.scrollMs / 1000
  yield figure(
    `${rows} scrolled end to end in ${seconds} s / with ${FEW}`,
    ...medians(endToEnd),
    'frames/s',
    GOAL,
  )
  yield figure(
    `${rows} scrolled at ${FLICK / 40} rows a second / with ${FEW}`,
    ...medians(flicked),
    'frames/s',
    GOAL,
  )
  yield alone(`${rows}: of the frames from end to end, those with rows in view`, median(withRows[0]), '%')
  yield alone(`${rows}: until the last ones are there, after that`, median(waits[0]), 'ms')
}

/** What was measured with many rows, and with few. */
type Rates = readonly [many: number[], few: number[]]
const medians = ([many, few]: Rates): readonly [number, number] => [median(many), median(few)]
