import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { tester } from './tester.ts'
import { untilReady } from './until-ready.ts'

const READY_MS = 10_000

/** A message bus of our own. */
export interface SessionBus {
  readonly address: string
  stop(): Promise<void>
}

/**
 * Starts a session bus whose socket lies in `dir`.
 *
 * It has its own configuration for two reasons: nothing of the desktop is started through it, and the unprivileged
 * user of the windows may connect as well as the user of the tests, which a session bus refuses by default.
 */
export async function startSessionBus(daemon: string, dir: string): Promise<SessionBus> {
  const socket = join(dir, 'bus')
  const config = join(dir, 'bus.conf')
  writeFileSync(config, configuration(socket))
  const child: Child = await startChild(daemon, ['--nofork', `--config-file=${config}`], {
    log: join(dir, 'bus.log'),
  })
  await untilReady('dbus-daemon', child, READY_MS, () => {
    if (!existsSync(socket)) throw new Error('no socket yet')
  })
  return { address: `unix:path=${socket}`, stop: () => child.stop() }
}

function configuration(socket: string): string {
  const user = tester()
  const guests = user ? `<allow user="root"/><allow user="${user.name}"/>` : ''
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    ${guests}
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}
