import { randomBytes, timingSafeEqual } from 'node:crypto'

const BYTES = 32
const secret = (): string => randomBytes(BYTES).toString('base64url')

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

/**
 * Who may come in: a token of 256 bits that works once, and the cookies that were given for one.
 * A new token replaces one that was not used, so that at most one is valid at a time.
 */
export class Admission {
  #token: string | null = null
  readonly #cookies: string[] = []

  /** A token for one browser; it goes into a URL's fragment, which no server and no log sees. */
  issueToken(): string {
    this.#token = secret()
    return this.#token
  }

  /** The cookie's value for the token, or `null` where it is wrong or was used. */
  exchange(token: string): string | null {
    if (this.#token === null || !same(token, this.#token)) return null
    this.#token = null
    const cookie = secret()
    this.#cookies.push(cookie)
    return cookie
  }

  admits(cookie: string | undefined): boolean {
    return cookie !== undefined && this.#cookies.some((known) => same(known, cookie))
  }
}

/** One cookie of a `Cookie` header. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}
