/** The frames that the table of people draws while it is scrolled, counted by Chromium's compositor. */
import type { DevToolsPage } from '../../servers/index.ts'

export interface Scrolled {
  /** Frames that were drawn, as the compositor's trace has them. */
  readonly frames: number
  /** Rows of the table, and how many of those that were in view at the end had come. */
  readonly rows: number
  readonly milliseconds: number
}

const TABLE = `document.querySelector('[role=grid]')`
const FRAMES = ['devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame']

/** Opens People and waits until its first rows are there. */
export async function openPeople(page: DevToolsPage): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const there = () => ${TABLE} !== null && ${TABLE}.getAttribute('aria-busy') === 'false'
      && document.querySelector('[role=row][data-index="1"]')?.textContent !== ''
    const look = () => there() ? setTimeout(done, 500) : requestAnimationFrame(look)
    location.hash = '#/people'
    look()
  })`)
}

/**
 * Scrolls the table for `milliseconds`, by time and not by frame: a page that draws less often takes larger steps
 * and arrives at the same time. `pixelsPerSecond` null goes from one end to the other once; otherwise it goes to
 * and fro at that speed. Afterwards it waits until the rows in view have come.
 */
export async function scroll(
  page: DevToolsPage,
  milliseconds: number,
  pixelsPerSecond: number | null,
): Promise<Scrolled> {
  let frames = 0
  page.on('Tracing.dataCollected', (params) => {
    for (const event of (params as { value: { name: string }[] }).value)
      if (event.name === 'DrawFrame') frames++
  })
  const traced = new Promise<void>((done) => page.on('Tracing.tracingComplete', () => done()))
  await page.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: FRAMES },
  })
  const took = await page.evaluate(`new Promise((done) => {
    const table = ${TABLE}.parentElement
    const way = table.scrollHeight - table.clientHeight
    const start = performance.now()
    const step = () => {
      const elapsed = performance.now() - start
      if (elapsed >= ${milliseconds}) return done(elapsed)
      const gone = ${pixelsPerSecond === null ? `way * elapsed / ${milliseconds}` : `elapsed * ${pixelsPerSecond} / 1000`}
      const turn = gone % (2 * way)
      table.scrollTop = turn <= way ? turn : 2 * way - turn
      requestAnimationFrame(step)
    }
    step()
  })`)
  await page.send('Tracing.end')
  await traced
  const rows = await page.evaluate(`Number(${TABLE}.getAttribute('aria-rowcount')) - 1`)
  return { frames, rows: Number(rows), milliseconds: Number(took) }
}
