import { app, type Session, shell } from 'electron'
import { isOwn } from './address.ts'
import { isAllowedOutside } from './outside-links.ts'

/** Blocks, for every web contents that will ever exist, all that could take a page elsewhere. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void }, url: string): void => {
      // A reload of the console itself is a navigation too, and the only one.
      if (!isOwn(url)) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedOutside(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** Of all permissions only this is given, and only to the own page: it puts text on the clipboard when someone presses Copy. */
const COPY = 'clipboard-sanitized-write'

/** Denies permissions, requests and checks alike, and devices. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(permission === COPY && details.isMainFrame && isOwn(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      permission === COPY && details.isMainFrame && contents !== null && isOwn(contents.getURL()),
  )
  session.setDevicePermissionHandler(() => false)
}
