import { connect, createServer, type Socket } from 'node:net'

/** A wire to a server that can be made silent, and cut: what networks do, at the moment a test wants it. */
export interface Wire {
  readonly port: number
  /** From now on nothing more comes from the server, while the server still gets everything. */
  silence(): void
  /** Cuts every connection, without a goodbye; new ones may come at once and are heard. */
  cut(): void
  /** Cuts every connection, and takes none until it is mended, as if the server were gone. */
  tear(): void
  mend(): void
  close(): Promise<void>
}

/** @param target - a port of 127.0.0.1 */
export async function startWire(target: number): Promise<Wire> {
  const pairs = new Set<readonly [near: Socket, far: Socket]>()
  let silent = false
  let torn = false
  const server = createServer((near) => {
    if (torn) return void near.destroy()
    const far = connect({ port: target, host: '127.0.0.1' })
    const pair = [near, far] as const
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.on('data', (data) => far.write(data))
    far.on('data', (data) => {
      if (!silent) near.write(data)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = (): void => {
    silent = false
    for (const [near, far] of [...pairs]) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    silence: () => {
      silent = true
    },
    cut,
    tear: () => {
      torn = true
      cut()
    },
    mend: () => {
      torn = false
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
