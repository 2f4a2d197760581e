import { create } from 'zustand'

interface AnnouncementStore {
  /** A sentence that stays until it is read, such as why a context ended or the page was loaded again. */
  readonly sentence: string | null
  readonly say: (sentence: string | null) => void
}

export const useAnnouncement = create<AnnouncementStore>((set) => ({
  sentence: null,
  say: (sentence) => set({ sentence }),
}))
