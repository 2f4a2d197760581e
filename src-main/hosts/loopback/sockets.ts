import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { LARGEST_FILE_BYTES } from '../../../src-preload/contract/imports.ts'
import { REFUSED_FOR_MS, refusals } from '../refusals.ts'
import type { Served } from '../served.ts'
import { isOwnRequest } from './origin.ts'
import type { Presence } from './presence.ts'
import { type Door, isAdmitted } from './requests.ts'

/**
 * The largest message that a page may send; one that is larger ends its socket. Twice the largest file: as base64 it
 * takes a third more, and one that is somewhat too large is to be refused in words.
 */
const LARGEST_MESSAGE_BYTES = 2 * LARGEST_FILE_BYTES

/** The sockets of the pages. Each has a session of its own, so that two tabs can be in two organizations. */
export class Sockets<S extends object> {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES })
  readonly #served: Served<S>
  readonly #presence: Presence
  readonly #rpc: RPCHandler<{ session: S }>

  constructor(served: Served<S>, presence: Presence) {
    this.#served = served
    this.#presence = presence
    this.#rpc = new RPCHandler(served.router)
  }

  /** Lets an admitted page in; anybody else gets 403 and no socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, door: Door): void {
    if (
      request.url !== '/rpc' ||
      !isOwnRequest(request.headers, door.port, true) ||
      !isAdmitted(request, door)
    ) {
      const answer = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
      // Whoever keeps their half open would keep the server from ending.
      socket.end(answer, () => socket.destroy())
      return
    }
    this.#server.handleUpgrade(request, socket, head, (page) => this.#serve(page))
  }

  #serve(page: WebSocket): void {
    this.#presence.entered()
    page.on('error', () => page.terminate())
    const made = this.#newSession()
    page.on('close', () => {
      this.#presence.left()
      made.then(
        (session) => this.#served.endSession(session),
        () => undefined, // It was never made, so there is nothing to end.
      )
    })
    // Nothing may be lost while the session is being made, so the socket waits with reading.
    page.pause()
    made
      .then((session) => this.#rpc.upgrade(page, { context: { session } }))
      .catch((error: unknown) => this.#refuse(page, error))
      .finally(() => page.resume())
  }

  /** Whatever is wrong with it is a rejection. */
  async #newSession(): Promise<S> {
    return this.#served.newSession()
  }

  /** Tells the page why it is not served; it then tries again by itself. */
  #refuse(page: WebSocket, error: unknown): void {
    const because = this.#served.defect(error)
    new RPCHandler(this.#served.router, refusals(because)).upgrade(page, { context: {} })
    setTimeout(() => page.close(1011, 'No session could be made.'), REFUSED_FOR_MS).unref()
  }

  close(): void {
    for (const page of this.#server.clients) page.terminate()
    this.#server.close()
  }
}
