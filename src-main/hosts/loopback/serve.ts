import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Served } from '../served.ts'
import { Admission } from './admission.ts'
import { Presence } from './presence.ts'
import { answerRequest, type Door, refuse } from './requests.ts'
import { Sockets } from './sockets.ts'

const RELOAD_GRACE_MS = 5_000

export interface LoopbackOptions {
  /** The built renderer. */
  readonly folder: string
  /** How long the last page may be away before `onGone`; default 5 s, enough for a reload. */
  readonly graceMs?: number
  /** Called each time when all pages are gone. */
  readonly onGone?: () => void
}

export interface Loopback {
  readonly port: number
  /** The address for one browser. Its token works once; each call makes a new one and ends the last. */
  newAddress(): string
  close(): Promise<void>
}

/** Serves on 127.0.0.1 and a port that the system chooses. */
export async function serveLoopback<S extends object>(
  served: Served<S>,
  { folder, graceMs = RELOAD_GRACE_MS, onGone = () => undefined }: LoopbackOptions,
): Promise<Loopback> {
  const admission = new Admission()
  const presence = new Presence(graceMs, onGone)
  const sockets = new Sockets(served, presence)
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const door: Door = { port, folder, admission }
  server.on('request', (request, response) => {
    answerRequest(request, response, door).catch(() => {
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'Something went wrong.')
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    try {
      sockets.upgrade(request, socket, head, door)
    } catch (error) {
      // Thrown here it would end the process, and with it everybody's console.
      served.defect(error)
      const answer = 'HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
      socket.end(answer, () => socket.destroy())
    }
  })
  return {
    port,
    newAddress: () => `http://127.0.0.1:${port}/#token=${admission.issueToken()}`,
    close: async () => {
      presence.stop()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
