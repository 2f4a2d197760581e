import dns2 from 'dns2'
import { freePort } from './free-port.ts'

const { Packet } = dns2
type Request = Parameters<dns2.DnsHandler>[0]

/** What the server says of one name. */
export type Zone =
  /** TXT records; a record in several pieces is a list. */
  | { readonly txt: readonly (string | readonly string[])[] }
  /** A CNAME; the records of where it points are given along, as a resolver does. */
  | { readonly cname: string }
  /** An answer that is none, or none at all; `truncated` says over UDP that TCP has more. */
  | { readonly fails: 'servfail' | 'refused' | 'silent' }
  | { readonly truncated: readonly string[] }

/** A name server on 127.0.0.1, over UDP and TCP, whose zones a test edits while it runs. */
export interface DnsServer {
  /** `127.0.0.1:port`, as `CASTELLAN_DNS` takes it. */
  readonly address: string
  /** Replaces what is at a name; without a zone the name is gone. Names are compared without case. */
  set(name: string, zone?: Zone): void
  /** How often a name was asked for. */
  asked(name: string): number
  stop(): Promise<void>
}

const RCODES = { servfail: Packet.RCODE.SERVFAIL, refused: Packet.RCODE.REFUSED } as const

export async function startDns(): Promise<DnsServer> {
  const zones = new Map<string, Zone>()
  const counts = new Map<string, number>()
  const at = (name: string): Zone | undefined => zones.get(name.toLowerCase())

  const answer = (request: Request, overUdp: boolean): InstanceType<typeof Packet> | undefined => {
    const response = Packet.createResponseFromRequest(request)
    const [question] = request.questions
    const name = question?.name ?? ''
    const zone = at(name)
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
    if (zone === undefined) response.header.rcode = Packet.RCODE.NXDOMAIN
    else if ('fails' in zone) {
      if (zone.fails === 'silent') return undefined
      response.header.rcode = RCODES[zone.fails]
    } else if ('truncated' in zone && overUdp) response.header.tc = 1
    else {
      const common = { class: Packet.CLASS.IN, ttl: 0 }
      if ('cname' in zone)
        response.answers.push({ ...common, name, type: Packet.TYPE.CNAME, domain: zone.cname } as never)
      const holder = 'cname' in zone ? at(zone.cname) : zone
      const values =
        holder && 'txt' in holder ? holder.txt : holder && 'truncated' in holder ? holder.truncated : []
      if (question?.type === Packet.TYPE.TXT)
        for (const value of values)
          response.answers.push({
            ...common,
            name: 'cname' in zone ? zone.cname : name,
            type: Packet.TYPE.TXT,
            data: typeof value === 'string' ? value : [...value],
          } as never)
    }
    return response
  }

  const server = dns2.createServer({
    udp: true,
    tcp: true,
    handle: (request, send, client) => {
      const response = answer(request, !('remoteAddress' in client))
      if (response) send(response)
    },
  })
  const port = await freePort()
  const there = { port, address: '127.0.0.1' }
  await server.listen({ udp: there, tcp: there })
  return {
    address: `127.0.0.1:${port}`,
    set: (name, zone) => {
      if (zone) zones.set(name.toLowerCase(), zone)
      else zones.delete(name.toLowerCase())
    },
    asked: (name) => counts.get(name.toLowerCase()) ?? 0,
    stop: async () => {
      await server.close()
    },
  }
}
