/** From the start of a process until its window can be used, by the page's own clock. */
import { openPackage } from '../../servers/index.ts'

/**
 * The console: the navigation, the page's heading and its cards are there, and nothing waits for an answer any
 * more. The page looks once a frame and answers in the next, so what it saw is on the screen.
 */
export const CONSOLE_USABLE = `new Promise((done) => {
  const there = () => document.querySelector('nav') !== null && document.querySelectorAll('main h2').length > 0
    && document.querySelector('[aria-busy="true"]') === null
  const look = () => there()
    ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))
    : requestAnimationFrame(look)
  look()
})`

/** An empty page: its load event is over. It may be before anybody can ask, so the page's own record is taken. */
export const EMPTY_LOADED = `new Promise((done) => {
  const look = () => {
    const { loadEventEnd } = performance.timing
    if (loadEventEnd > 0) done(loadEventEnd)
    else setTimeout(look)
  }
  look()
})`

/** Milliseconds from the start of the process to the moment that the page answers, both since the epoch. */
export async function firstScreen(launcher: string, env: NodeJS.ProcessEnv, moment: string): Promise<number> {
  const opened = await openPackage(launcher, env)
  try {
    return Number(await opened.page.evaluate(moment)) - opened.startedAt
  } finally {
    await opened.close()
  }
}
