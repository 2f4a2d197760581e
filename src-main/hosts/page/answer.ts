import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { fileWithin } from './file-within.ts'
import { NONCE_PLACEHOLDER } from './placeholder.ts'

export interface PageAnswer {
  readonly status: 200 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

const headers = (nonce: string, type: string, cache: string, connect?: string) => ({
  'content-security-policy': contentSecurityPolicy(nonce, connect),
  'content-type': type,
  'cache-control': cache,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
})

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch {
    return null
  }
}

/**
 * What the page's folder answers to a path. The page itself gets a fresh nonce, in it and in its policy;
 * what is missing, or would lie outside the folder, is 404.
 * @param folder the built renderer
 * @param pathname of the request's URL, still encoded
 * @param connect where the page may connect to besides its own origin
 */
export async function pageAnswer(folder: string, pathname: string, connect?: string): Promise<PageAnswer> {
  const nonce = randomBytes(18).toString('base64')
  const file = pathname === '/' ? join(folder, 'index.html') : fileWithin(folder, pathname)
  if (file === null) return missing(nonce, connect)
  const content = await readOrNull(file)
  if (content === null) return missing(nonce, connect)
  const type = types[extname(file)] ?? 'application/octet-stream'
  if (extname(file) === '.html') {
    const body = Buffer.from(content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce))
    return { status: 200, headers: headers(nonce, type, 'no-store', connect), body }
  }
  // The build puts a hash of the content into every name under assets/.
  const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return { status: 200, headers: headers(nonce, type, cache, connect), body: content }
}

const missing = (nonce: string, connect?: string): PageAnswer => ({
  status: 404,
  headers: headers(nonce, 'text/plain; charset=utf-8', 'no-store', connect),
  body: Buffer.from('There is nothing here.\n'),
})
