import { type Protocol, protocol } from 'electron'
import { pageAnswer } from '../page/index.ts'
import { APP_SCHEME, ownPath } from './address.ts'

/** Makes the scheme a full origin. Must be called before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built renderer, and only it, under the console's own scheme. @param folder the built renderer */
export function serveScheme(handler: Protocol, folder: string): void {
  handler.handle(APP_SCHEME, async ({ url }) => {
    const path = ownPath(url)
    // Any other host under the scheme has no files: it gets what a missing file gets.
    const { status, headers, body } = await pageAnswer(folder, path ?? '/..')
    return new Response(new Uint8Array(body), { status, headers: { ...headers } })
  })
}
