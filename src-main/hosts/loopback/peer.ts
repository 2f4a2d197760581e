import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'

/** The kernel's lists of connections (proc_pid_net(5)): those of IPv4 sockets, and those of IPv6 ones. */
const LISTS = ['/proc/net/tcp', '/proc/net/tcp6']
/** Of a row: the end's own address, the other's, the user, and the inode. */
const [LOCAL, REMOTE, USER, INODE] = [1, 2, 7, 9]
const ROOT = 0
/** What an IPv6 socket's address has before that of IPv4 (RFC 4291, 2.5.5.2). */
const MAPPED = endianness() === 'LE' ? '0000000000000000FFFF0000' : '00000000000000000000FFFF'

/** One end of a connection; the address is IPv4. */
interface End {
  readonly address: string
  readonly port: number
}

/**
 * Whether the other end may be given what is this user's: it is held by a process of this user, or of root, who can read
 * everything anyway and relays what comes into a virtual machine. Also `true` where the system does not tell.
 */
export async function isOfOwnUser({
  remoteAddress,
  remotePort = 0,
  localAddress,
  localPort = 0,
}: Socket): Promise<boolean> {
  if (process.platform !== 'linux') return true
  // The connection is over: nobody would get the answer.
  if (remoteAddress === undefined || localAddress === undefined) return false
  const peer = { address: remoteAddress, port: remotePort }
  const own = { address: localAddress, port: localPort }
  for (const file of LISTS) {
    const owner = ownerIn(await readFile(file, 'utf8').catch(() => ''), peer, own)
    if (owner !== null) return owner === ROOT || owner === process.getuid?.()
  }
  return true
}

/**
 * The user id that holds the peer's end, by a list of the kernel's; `null` where that has no such connection. `gone`
 * where nobody holds it any more: the kernel writes the user 0 then, whoever it was.
 */
export function ownerIn(list: string, peer: End, own: End): number | 'gone' | null {
  const ends = [hexOf(peer), hexOf(own)] as const
  for (const line of list.split('\n')) {
    const row = line.trim().split(/\s+/)
    if (!isAt(row[LOCAL], ends[0]) || !isAt(row[REMOTE], ends[1])) continue
    return row[INODE] === '0' ? 'gone' : Number(row[USER])
  }
  return null
}

const isAt = (column: string | undefined, end: string): boolean =>
  column === end || column === `${MAPPED}${end}`

/** As the kernel writes it: the address as one number in the machine's own order of bytes, the port in the usual one. */
function hexOf({ address, port }: End): string {
  const bytes = Buffer.from(address.split('.').map(Number))
  if (endianness() === 'LE') bytes.reverse()
  return `${bytes.toString('hex')}:${port.toString(16).padStart(4, '0')}`.toUpperCase()
}
