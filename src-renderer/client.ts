/**
 * The one way from the window to the console: a MessagePort that the preload script hands over
 * (Electron), or a WebSocket to the host that served this page (loopback). Both speak the contract.
 */
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { BRIDGE_REQUEST } from '../src-preload/bridge.ts'
import type { Contract } from '../src-preload/contract/index.ts'

export type Client = ContractRouterClient<Contract>

/** A live connection. `closed` settles once, when the other side is gone. */
export interface Connection {
  readonly client: Client
  readonly closed: Promise<void>
  /** Gives it up. */
  readonly close: () => void
}

const PORT_TIMEOUT_MS = 10_000

/** Connects once. Throws where nobody answers; whoever calls decides when to try again. */
export async function connect(): Promise<Connection> {
  return location.protocol === 'app:' ? overPort() : overSocket()
}

async function overPort(): Promise<Connection> {
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The bridge did not open.')), PORT_TIMEOUT_MS)
    const receive = (event: MessageEvent): void => {
      const [first] = event.ports
      if (event.source !== window || first === undefined) return
      window.removeEventListener('message', receive)
      clearTimeout(timer)
      resolve(first)
    }
    window.addEventListener('message', receive)
    // The preload script answers this once a load.
    window.postMessage(BRIDGE_REQUEST, location.origin)
  })
  port.start()
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()))
  return { client: createORPCClient<Client>(new PortLink({ port })), closed, close: () => port.close() }
}

async function overSocket(): Promise<Connection> {
  await exchangeToken()
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/rpc`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error('The console does not answer.')), { once: true })
  })
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()))
  return {
    client: createORPCClient<Client>(new SocketLink({ websocket: socket })),
    closed,
    close: () => socket.close(),
  }
}

const TOKEN = 'castellan.token'

/**
 * The single-use token stands in the fragment, which never reaches a server or a log. It is taken out when this module
 * loads, before the router reads the fragment as a place in the console, and this tab keeps it until it was exchanged: a
 * page that was reloaded before that would be shut out for good.
 */
function takeToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return
  sessionStorage.setItem(TOKEN, token)
  history.replaceState(null, '', location.pathname)
}
takeToken()

/** Makes the token a cookie. A page that was reloaded has the cookie already, and no token. */
async function exchangeToken(): Promise<void> {
  const token = sessionStorage.getItem(TOKEN)
  if (token === null) return
  // Kept alive: the cookie still comes when the page is reloaded while it waits for the answer.
  const answer = await fetch('/session', { method: 'POST', body: token, keepalive: true })
  sessionStorage.removeItem(TOKEN)
  if (!answer.ok) throw new Error('The link to this console was used already. Start it again.')
}
