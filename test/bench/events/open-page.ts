/**
 * An open monitor page in the packaged console: the frames that it draws while 5,000 events a second come in beside
 * those that it draws while none do, whether its counters are what was sent, and the time from a commit to the screen.
 * Publisher and broker share the machine with the console.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, isBuildStale } from '../../../scripts/lib/build.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import { platformUnit } from '../../../src-main/work/index.ts'
import {
  addWorkspace,
  openWorkspace,
  removeWorkspace,
  type Workspace,
} from '../../../src-main/workspace/index.ts'
import {
  type DevToolsPage,
  giveToTester,
  openPackage,
  packApp,
  startDisplay,
  startMongo,
  testerDir,
} from '../../servers/index.ts'
import { type Figure, median, type Options } from '../figure.ts'
import { countFrames } from '../ui/frames.ts'
import { startPublishing } from './publishing.ts'

const GOAL = 0.8
const PER_SECOND = 5_000
const FULL = { seconds: 60, idleSeconds: 20, changes: 400 }
const QUICK = { seconds: 10, idleSeconds: 4, changes: 30 }
const PATIENCE_MS = 30_000
const NAME = 'bench'
const OPERATOR = 'ada.marsh@bench.example'

type Plan = typeof FULL

export async function* openPage(url: string, { quick = false }: Options): AsyncGenerator<Figure> {
  const plan = quick ? QUICK : FULL
  if (isBuildStale()) await build()
  const packaged = await packApp()
  const display = packaged && (await startDisplay())
  const given = process.env['CASTELLAN_TEST_MONGODB']
  const server = given ? undefined : await startMongo()
  const mongodb = given ?? server?.uri
  if (!packaged || !display || !mongodb) {
    console.error(
      'SKIPPED: the open monitor page, because Electron, a display or mongod is not on this machine.',
    )
    return
  }
  const data = testerDir('events')
  const database = `bench_${randomUUID().slice(0, 8)}`
  await addWorkspace({ name: NAME, mongodb, database, amqp: url, operator: OPERATOR, dataDir: data.path })
  const workspace = await openWorkspace({ name: NAME, dataDir: data.path })
  giveToTester(data.path)
  const env = { DISPLAY: display.name, CASTELLAN_DATA: data.path }
  const opened = await openPackage(packaged.launcher, env, `--workspace=${NAME}`)
  try {
    await openEvents(opened.page)
    yield* latency(opened.page, workspace, plan)
    yield* busy(opened.page, url, plan)
  } finally {
    await opened.close()
    await workspace.close()
    await removeWorkspace(NAME, data.path)
    data.remove()
    await display.stop()
    packaged.remove()
    await server?.stop()
  }
}

/** Opens the page of events, and begins to move something in it: a page where nothing moves draws no frame. */
async function openEvents(page: DevToolsPage): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const look = () => document.querySelector('[data-monitor=live]') ? done() : requestAnimationFrame(look)
    const mark = document.createElement('div')
    mark.style.cssText = 'position:fixed;right:0;bottom:0;width:4px;height:4px;background:currentColor;z-index:9999'
    let n = 0
    const move = () => {
      mark.style.transform = 'translateX(' + -(n++ % 8) + 'px)'
      requestAnimationFrame(move)
    }
    // An address that changes while the page loads would end the loading, and the window with it.
    const begin = () => {
      if (document.readyState !== 'complete' || document.querySelector('nav') === null) return void setTimeout(begin, 50)
      document.body.append(mark)
      move()
      location.hash = '#/events'
      look()
    }
    begin()
  })`)
  await sleep(2_000)
}

const counter = async (page: DevToolsPage, name: string): Promise<number> =>
  Number(await page.evaluate(`document.querySelector('[data-counter=${name}]')?.dataset.value ?? -1`))

async function* busy(page: DevToolsPage, url: string, plan: Plan): AsyncGenerator<Figure> {
  const { seconds, idleSeconds } = plan
  const idle = async (): Promise<number> =>
    (await countFrames(page, () => sleep(1000 * idleSeconds))).frames / idleSeconds
  const before = { received: await counter(page, 'received'), dropped: await counter(page, 'dropped') }
  const messages = PER_SECOND * seconds
  const publishing = await startPublishing({ url, orgId: randomUUID(), messages, perSecond: PER_SECOND })
  const quiet = [await idle()]
  const { frames, result } = await countFrames(page, () => publishing.publish())
  await publishing.stop()
  quiet.push(await idle())
  const took = result.milliseconds / 1000
  const idleRate = median(quiet)
  const ratio = frames / took / idleRate
  const end = performance.now() + 10_000
  while ((await counter(page, 'received')) - before.received < messages && performance.now() < end)
    await sleep(100)
  const received = (await counter(page, 'received')) - before.received
  const dropped = (await counter(page, 'dropped')) - before.dropped
  const rate = Math.round(result.confirmed / took).toLocaleString('en')
  yield {
    bench: 'events',
    case: `an open page draws while ${rate} events/s come in for ${took.toFixed(0)} s / while none do`,
    value: frames / took,
    unit: 'frames/s',
    baseline: idleRate,
    ratio,
    goal: GOAL,
    met: ratio >= GOAL,
  }
  yield {
    bench: 'events',
    case: `an open page: events that its counter of received shows / events sent (${dropped.toLocaleString('en')} of them never shown in a row)`,
    value: received,
    unit: 'events',
    baseline: messages,
    ratio: received / messages,
    goal: 1,
    met: received === messages,
  }
}

/** Commits one change after the other in this process; the window relays it and shows it. */
async function* latency(page: DevToolsPage, { store }: Workspace, plan: Plan): AsyncGenerator<Figure> {
  const platform = await store.transaction(
    async (unit) => (await new Across(unit).organizationBySlug('platform'))?.id,
  )
  const cause = { action: 'bench', host: 'bench', because: 'a bench' }
  const times: number[] = []
  for (let n = 0; n < plan.changes; n += 1) {
    const name = `Shift ${randomUUID()}`
    // The page looks once a frame and answers in the next, so what it saw is on the screen.
    const shown = page.evaluate(`new Promise((done, failed) => {
      setTimeout(failed, ${PATIENCE_MS}, new Error('An event was not shown.'))
      const look = () => [...document.querySelectorAll('[role=row][id^=event-]')].some((row) => row.textContent.includes('${name}'))
        ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))
        : requestAnimationFrame(look)
      look()
    })`)
    await platformUnit(store, cause, async (work) => {
      work.emitIn(platform ?? '', 'team.created', randomUUID(), { id: randomUUID(), name })
    })
    const committed = performance.timeOrigin + performance.now()
    times.push(Number(await shown) - committed)
    await sleep(20 + 80 * Math.random())
  }
  const sorted = times.sort((a, b) => a - b)
  for (const [label, place] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const)
    yield {
      bench: 'events',
      case: `from a commit in one process to the screen of another, by MongoDB, relay and RabbitMQ: ${label}`,
      value: sorted[Math.min(sorted.length - 1, Math.floor(place * sorted.length))] ?? Number.NaN,
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: null,
      met: null,
    }
}
