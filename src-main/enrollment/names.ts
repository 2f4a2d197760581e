/** Which names can be claimed at all. Pure; the reason of a refusal is the contract's sentence. */
import { isIP } from 'node:net'
import { domainToUnicode } from 'node:url'
import { getDomain, getPublicSuffix } from 'tldts'
import { isDomainAlone } from '../../src-preload/contract/domain-name.ts'
import { challengeName, type DomainRefusal, normalizeDomain } from '../../src-preload/contract/domains.ts'
import { badInput } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { isMailProvider } from './mail-providers.ts'
import { mixesScripts } from './scripts.ts'

/** Octets of a name in DNS as text (RFC 1035, 2.3.4: 255 on the wire, two of them for the root and the first length). */
const LONGEST_NAME = 253
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Why `domain`, as the contract normalised it, cannot be claimed; undefined where it can. */
export function refusalOf(domain: string): DomainRefusal | undefined {
  if (isIP(domain.replace(/^\[|\]$/g, ''))) return 'ipLiteral'
  if (!isDomainAlone(domain)) return 'notJustDomain'
  const labels = domain.split('.')
  const unicode = domainToUnicode(domain)
  // What is no ASCII by now, IDNA refused; an ASCII form that stays in Unicode decodes to nothing.
  if (/(^|\.)xn--/.test(unicode) || labels.some((label) => !LABEL.test(label))) return 'malformed'
  if (labels.length === 1) return 'singleLabel'
  // A name that is all digits at its end would be read as an address by some.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'malformed'
  if (challengeName(domain).length > LONGEST_NAME) return 'tooLong'
  if (unicode.split('.').some(mixesScripts)) return 'mixedScript'
  const options = { allowPrivateDomains: true }
  if (getPublicSuffix(domain, options) === domain) return 'publicSuffix'
  const registrable = getDomain(domain, options)
  return isMailProvider(domain) || (registrable && isMailProvider(registrable)) ? 'mailProvider' : undefined
}

/** Throws `BAD_INPUT` on `field` with the reason. */
export function requireClaimable(domain: string, field = 'domain'): void {
  const refusal = refusalOf(domain)
  if (refusal) throw badInput(field, ISSUES[refusal])
}

/** As people read it: `xn--bcher-kva.example` → `bücher.example`. */
export const inUnicode = (domain: string): string => domainToUnicode(domain) || domain

/**
 * The domain of an address and all that it is a sub-domain of, the most specific first, down to two labels.
 * Whole labels only: `eviltvbs.com.tw` is not under `tvbs.com.tw`.
 */
export function domainsAbove(email: string): string[] {
  const at = email.lastIndexOf('@')
  const labels = at < 1 ? [] : normalizeDomain(email.slice(at + 1)).split('.')
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'))
}
