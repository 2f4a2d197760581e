/** The frames that the table of people draws while it is scrolled. */
import type { DevToolsPage } from '../../servers/index.ts'
import { countFrames } from './frames.ts'

const TABLE = `document.querySelector('[role=grid]')`

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

export interface Scrolled {
  readonly framesPerSecond: number
  /** Of the page's frames, those in which rows were where one looked; in the others the table was blank. */
  readonly withRows: number
}

/**
 * Scrolls the table for `milliseconds`. It goes by time and not by frame: a page that draws less often takes larger
 * steps and arrives at the same time. `pixelsPerSecond` null goes from one end to the other once; otherwise it goes
 * to and fro at that speed. As with a wheel or a dragged bar, the place changes between two frames, and the page is
 * told of it before it draws the next.
 */
export async function scroll(
  page: DevToolsPage,
  milliseconds: number,
  pixelsPerSecond: number | null,
): Promise<Scrolled> {
  const gone =
    pixelsPerSecond === null ? `way * elapsed / ${milliseconds}` : `elapsed * ${pixelsPerSecond / 1000}`
  const { frames, result } = await countFrames(page, () =>
    page.evaluate(`new Promise((done) => {
    const table = ${TABLE}.parentElement
    const way = table.scrollHeight - table.clientHeight
    const start = performance.now()
    let looks = 0
    let full = 0
    const step = () => {
      const elapsed = performance.now() - start
      if (elapsed >= ${milliseconds}) return done([elapsed, looks, full])
      const turn = ${gone} % (2 * way)
      const place = turn <= way ? turn : 2 * way - turn
      table.scrollTop = place
      requestAnimationFrame(() => {
        const rows = table.querySelectorAll('[role=row][data-index]')
        const edge = (row) => 40 * Number(row?.dataset.index ?? NaN)
        looks++
        if (edge(rows[0]) <= place + 40 && edge(rows[rows.length - 1]) >= place + table.clientHeight - 120) full++
        setTimeout(step)
      })
    }
    step()
  })`),
  )
  const [took, looks, full] = result as [number, number, number]
  return { framesPerSecond: (1000 * frames) / took, withRows: full / looks }
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
