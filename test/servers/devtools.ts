import { setTimeout as pause } from 'node:timers/promises'

const LOOK_MS = 5

const BETWEEN_TWO_PAGES = /execution context|context was destroyed|navigated or closed/i

interface Evaluated {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { readonly description?: string }
  }
}
interface Message {
  readonly id?: number
  readonly error?: { readonly message: string }
  readonly result?: unknown
  readonly method?: string
  readonly params?: unknown
}

/**
 * A page of a running Chromium or Electron over its debugging port. Playwright does not attach to an Electron whose
 * fuses keep everybody out of its main process, nor over this port; the few commands of the protocol that are
 * needed are sent as they are.
 */
export class DevToolsPage {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>()
  readonly #listeners = new Map<string, (params: unknown) => void>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data))))
    socket.addEventListener('close', () => {
      for (const { failed } of this.#waiting.values()) failed(new Error('The page is gone.'))
    })
  }

  /** Waits for the first page whose address `fits`, on the port that the program announced. */
  static async first(
    port: number,
    fits: (url: string) => boolean,
    patienceMs = 60_000,
  ): Promise<DevToolsPage> {
    const end = performance.now() + patienceMs
    for (;;) {
      const targets: unknown = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
      for (const target of Array.isArray(targets) ? targets : [])
        if (target.type === 'page' && fits(String(target.url)))
          return DevToolsPage.#open(String(target.webSocketDebuggerUrl))
      if (performance.now() > end) throw new Error('No page was opened.')
      await pause(LOOK_MS)
    }
  }

  static #open(url: string): Promise<DevToolsPage> {
    const socket = new WebSocket(url)
    return new Promise((opened, failed) => {
      socket.addEventListener('open', () => opened(new DevToolsPage(socket)))
      socket.addEventListener('error', () => failed(new Error('The page does not answer.')))
    })
  }

  send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last
    const answer = new Promise<unknown>((done, failed) => this.#waiting.set(id, { done, failed }))
    this.#socket.send(JSON.stringify({ id, method, params }))
    return answer
  }

  /** What happens, one listener for each kind. */
  on(event: string, listener: (params: unknown) => void): void {
    this.#listeners.set(event, listener)
  }

  /** The value of an expression, or of the promise that it is; begun anew when the page is loaded meanwhile. */
  async evaluate(expression: string): Promise<unknown> {
    const wanted = { expression, awaitPromise: true, returnByValue: true }
    for (;;) {
      try {
        const { result, exceptionDetails } = (await this.send('Runtime.evaluate', wanted)) as Evaluated
        if (exceptionDetails === undefined) return result.value
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      } catch (error) {
        if (!(error instanceof Error) || !BETWEEN_TWO_PAGES.test(error.message)) throw error
        await pause(LOOK_MS)
      }
    }
  }

  close(): void {
    this.#socket.close()
  }

  #hear({ id, error, result, method, params }: Message): void {
    if (method !== undefined) this.#listeners.get(method)?.(params)
    if (id === undefined) return
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.failed(new Error(error.message))
    else waiting?.done(result)
  }
}
