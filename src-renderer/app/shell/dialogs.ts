import { create } from 'zustand'

/** Dialogs that are reached from everywhere: by menu, key and palette. */
export type ShellDialog = 'shortcuts' | 'leave' | 'join'

interface Dialogs {
  readonly open: ShellDialog | null
  readonly show: (dialog: ShellDialog | null) => void
}

/** Which of them is open; one at a time. */
export const useDialogs = create<Dialogs>((set) => ({ open: null, show: (open) => set({ open }) }))
