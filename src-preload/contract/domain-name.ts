/** A domain name as DNS has it. */

/**
 * What `URL` reads as more than a domain, decodes, or leaves out as if it had not been written: of such a text it makes
 * another domain without a word. IDNA leaves out characters that draw nothing, which is no other name to whoever reads
 * it; the fillers of Hangul draw a gap and are refused as a space is.
 */
const NOT_OF_A_DOMAIN = /[\s\p{Cc}/\\:@?#%[\]\u115f\u1160\u3164\uffa0]/u

/** Whether the text is a domain or nothing: no address, port or path, and no space. */
export const isDomainAlone = (text: string): boolean => !NOT_OF_A_DOMAIN.test(text)

/** The domain in ASCII (IDNA, UTS 46) and lower case, as `URL` does it; undefined for what is none. */
export function asciiDomain(text: string): string | undefined {
  if (!isDomainAlone(text)) return undefined
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return undefined
  }
}
