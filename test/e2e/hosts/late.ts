/** A console whose answers come late, as over a slow line, and the controls that such an answer pushed away. */
import type { BrowserContext, Page } from '@playwright/test'

/** Milliseconds that each message of the console is held back: longer than any effect of the page itself lasts. */
const LATE_MS = 450
/** Milliseconds after a key or a click in which what moves was moved by the person. */
const OWN_MS = 250
/** Pixels; less is the rounding of half pixels. */
const NOTHING_PX = 2

interface Moving {
  /** Each control that moved although nobody did anything: its words, and by how many pixels. */
  movedByItself: string[]
}

/** Holds back what every page of the context is sent from now on, and writes down what moves by itself in its dialogs. */
export async function answersLate(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    ({ late, own, nothing }) => {
      const page = window as unknown as Moving
      page.movedByItself = []
      const Socket = window.WebSocket
      const passed = new WeakSet<Event>()
      window.WebSocket = class extends Socket {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(url, protocols)
          super.addEventListener('message', (event) => {
            if (passed.has(event)) return
            event.stopImmediatePropagation()
            const again = new MessageEvent('message', { data: event.data, origin: event.origin })
            passed.add(again)
            setTimeout(() => this.dispatchEvent(again), late)
          })
        }
      }
      let acted = 0
      const act = (): void => {
        acted = performance.now()
      }
      for (const kind of ['pointerdown', 'pointerup', 'keydown', 'input', 'wheel'])
        addEventListener(kind, act, { capture: true, passive: true })
      let before = new Map<Element, DOMRect>()
      const look = (): void => {
        const now = new Map<Element, DOMRect>()
        const alone = performance.now() - acted > own
        for (const control of document.querySelectorAll('[role=dialog] :is(button, input, textarea)')) {
          const box = control.getBoundingClientRect()
          if (box.width === 0) continue
          now.set(control, box)
          const was = before.get(control)
          const far = was === undefined ? 0 : Math.hypot(box.left - was.left, box.top - was.top)
          if (alone && far > nothing)
            page.movedByItself.push(`${control.textContent || control.id}: ${Math.round(far)}`)
        }
        before = now
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { late: LATE_MS, own: OWN_MS, nothing: NOTHING_PX },
  )
}

/** What moved by itself since the page was loaded, or since this was asked last. */
export const movedByItself = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // What is drawn just now is seen to have moved in the next frame.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    return (window as unknown as Moving).movedByItself.splice(0)
  })
