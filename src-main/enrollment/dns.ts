/** The question to DNS, behind a port: what TXT records are at a name, or why nobody can tell. */
import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { badInput } from '../../src-preload/contract/errors.ts'
import { issueText } from '../../src-preload/contract/issues.ts'

export type DnsAnswer =
  /** The values at the name, each in the pieces in which DNS holds it. */
  | { readonly kind: 'records'; readonly values: readonly (readonly string[])[] }
  /** The name is not there, or has no TXT record. */
  | { readonly kind: 'none' }
  /** A CNAME is at the name; whatever is where it points is not at the name. */
  | { readonly kind: 'alias'; readonly target: string }
  /** Nobody answered in time; nobody was there to ask. */
  | { readonly kind: 'timeout' | 'unreachable' }
  /** The server answered that it cannot (SERVFAIL), or does not want to (REFUSED). */
  | { readonly kind: 'serverFailure' | 'refused' }

export interface Dns {
  txt(name: string): Promise<DnsAnswer>
}

/** How long one server is given, and how often it is asked. */
const PATIENCE_MS = 3_000
const TRIES = 2

const NOT_THERE: ReadonlySet<unknown> = new Set(['ENODATA', 'ENOTFOUND'])
const KINDS: ReadonlyMap<unknown, 'timeout' | 'unreachable' | 'serverFailure' | 'refused'> = new Map([
  ['ETIMEOUT', 'timeout'],
  ['ECANCELLED', 'timeout'],
  ['ECONNREFUSED', 'unreachable'],
  ['ESERVFAIL', 'serverFailure'],
  ['EREFUSED', 'refused'],
  ['ENOTIMP', 'refused'],
  // An answer that cannot be read is a failure of who gave it.
  ['EFORMERR', 'serverFailure'],
  ['EBADRESP', 'serverFailure'],
])

type Failure = Exclude<DnsAnswer, { kind: 'records' | 'alias' }>

function failureOf(error: unknown): Failure {
  const code = (error as { readonly code?: unknown } | null)?.code
  if (NOT_THERE.has(code)) return { kind: 'none' }
  return { kind: KINDS.get(code) ?? 'unreachable' }
}

/** Records hold bytes, which the resolver hands over one letter each; people write UTF-8. */
const readable = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8')

/**
 * The resolver of the system, or the given servers (`ip` or `ip:port`). Nothing is kept: every question is
 * asked anew. A CNAME is asked for by itself, because resolvers follow it without a word: behind a wildcard
 * CNAME somebody else decides what the record holds.
 */
export function openDns(
  servers: readonly string[] = [],
  patience: { readonly timeout: number; readonly tries: number } = { timeout: PATIENCE_MS, tries: TRIES },
): Dns {
  return {
    async txt(name) {
      const resolver = new Resolver(patience)
      if (servers.length > 0) resolver.setServers([...servers])
      const [alias, values] = await Promise.all([
        resolver
          .resolveCname(name)
          .then(
            ([target]): DnsAnswer => (target === undefined ? { kind: 'none' } : { kind: 'alias', target }),
            failureOf,
          ),
        resolver
          .resolveTxt(name)
          .then(
            (found): DnsAnswer =>
              found.length > 0
                ? { kind: 'records', values: found.map((pieces) => pieces.map(readable)) }
                : { kind: 'none' },
            failureOf,
          ),
      ])
      return alias.kind === 'none' ? values : alias
    },
  }
}

/** `CASTELLAN_DNS=ip:port,…` as a list. Throws `BAD_INPUT` for what is no address. */
export function readServers(text: string): string[] {
  const list = text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '')
  for (const server of list) {
    const [, six, four = '', port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(server) ?? []
    const address = isIP(server) ? server : (six ?? four)
    if (isIP(address) === 0 || Number(port) < 1 || Number(port) > 65_535)
      throw badInput('dns', issueText('nameServer', { server }))
  }
  return list
}
