import { RPCHandler } from '@orpc/server/message-port'
import { app, ipcMain } from 'electron'
import { BRIDGE_CHANNEL } from '../../../src-preload/bridge.ts'
import { REFUSED_FOR_MS, refusals } from '../refusals.ts'
import type { Served } from '../served.ts'
import { PortGrants } from './port-grants.ts'

/** Joins each page's one port to the router. The session is the window's: it outlives a reload and ends with the window. */
export function joinPorts<S extends object>(served: Served<S>): void {
  const rpc = new RPCHandler<{ session: S }>(served.router)
  const grants = new PortGrants()
  const sessions = new Map<number, Promise<S>>()

  app.on('web-contents-created', (_event, contents) => {
    const id = contents.id
    // Told when a new document is there and the old one can ask no more.
    contents.on('did-navigate', () => grants.loadStarted(id))
    contents.on('destroyed', () => {
      const session = sessions.get(id)
      sessions.delete(id)
      session?.then(
        (made) => served.endSession(made),
        () => undefined, // It was never made, so there is nothing to end.
      )
    })
  })

  ipcMain.on(BRIDGE_CHANNEL, async (event) => {
    const { senderFrame, sender, ports } = event
    const [port] = ports
    const granted = grants.grant({
      contents: sender.id,
      frameUrl: senderFrame?.url ?? null,
      isMainFrame: senderFrame !== null && senderFrame === sender.mainFrame,
      ports: ports.length,
    })
    if (!granted || port === undefined) {
      for (const refused of ports) refused.close()
      return
    }
    const session = sessions.get(sender.id) ?? served.newSession()
    sessions.set(sender.id, session)
    try {
      rpc.upgrade(port, { context: { session: await session } })
      port.start()
    } catch (error) {
      sessions.delete(sender.id)
      const because = served.defect(error)
      new RPCHandler(served.router, refusals(because)).upgrade(port, { context: {} })
      port.start()
      setTimeout(() => port.close(), REFUSED_FOR_MS).unref()
    }
  })
}
