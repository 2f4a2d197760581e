/** The frames that the table of people draws while it is scrolled, counted by Chromium's compositor. */
import type { DevToolsPage } from '../../servers/index.ts'

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
 * Scrolls the table for `milliseconds` and answers how many frames a second were drawn. It goes by time and not by
 * frame: a page that draws less often takes larger steps and arrives at the same time. `pixelsPerSecond` null goes
 * from one end to the other once; otherwise it goes to and fro at that speed.
 */
export async function scroll(
  page: DevToolsPage,
  milliseconds: number,
  pixelsPerSecond: number | null,
): Promise<number> {
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
  return (1000 * frames) / Number(took)
}

/** Milliseconds until the last row is there with its text; it has been scrolled to. */
export async function untilLastRow(page: DevToolsPage): Promise<number> {
  const took = await page.evaluate(`new Promise((done) => {
    const start = performance.now()
    const last = Number(${TABLE}.getAttribute('aria-rowcount')) - 2
    const look = () => document.querySelector('[role=row][data-index="' + last + '"]')?.textContent
      ? done(performance.now() - start) : requestAnimationFrame(look)
    ${TABLE}.parentElement.scrollTop = ${TABLE}.parentElement.scrollHeight
    look()
  })`)
  return Number(took)
}
