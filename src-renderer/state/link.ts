import { create } from 'zustand'

/**
 * `lost` says since when, when the next attempt is made (milliseconds since the epoch), and whether that
 * loads the page again, which drops what was not saved.
 */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'up' }
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number; readonly byLoad: boolean }

interface LinkStore {
  readonly link: Link
  readonly set: (link: Link) => void
}

/** Whether the window reaches its console. Only the connection's provider sets it. */
export const useLink = create<LinkStore>((set) => ({
  link: { state: 'connecting' },
  set: (link) => set({ link }),
}))
