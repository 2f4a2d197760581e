import { isOwn } from './address.ts'

export interface PortRequest {
  /** Which web contents asks. */
  readonly contents: number
  /** Address of the frame that asks; `null` where the frame is gone. */
  readonly frameUrl: string | null
  readonly isMainFrame: boolean
  readonly ports: number
}

/**
 * Who gets a port to the core: the main frame of the own origin, with one port, once per load.
 * So nothing that a page embeds, navigates to or runs later can open a second way in.
 */
export class PortGrants {
  readonly #granted = new Set<number>()

  /** A new document begins in these web contents: it may ask once. */
  loadStarted(contents: number): void {
    this.#granted.delete(contents)
  }

  /** Whether the request is granted; a granted one uses up the load's only grant. */
  grant({ contents, frameUrl, isMainFrame, ports }: PortRequest): boolean {
    if (!isMainFrame || frameUrl === null || !isOwn(frameUrl) || ports !== 1) return false
    if (this.#granted.has(contents)) return false
    this.#granted.add(contents)
    return true
  }
}
