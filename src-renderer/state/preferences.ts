import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Language = 'system' | 'en' | 'zh-TW'

interface Preferences {
  readonly language: Language
  /** Table id → column id → shown. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, boolean>>>>
  readonly setLanguage: (language: Language) => void
  readonly showColumns: (table: string, columns: Readonly<Record<string, boolean>>) => void
}

/** Kept in this browser profile; holds nothing of any organization. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: 'system',
      columns: {},
      setLanguage: (language) => set({ language }),
      showColumns: (table, columns) => set((s) => ({ columns: { ...s.columns, [table]: columns } })),
    }),
    { name: 'castellan.preferences', version: 1 },
  ),
)
