import { type DependencyList, useEffect, useId } from 'react'
import { create } from 'zustand'

/** Something a person can do by name or key. Pages offer theirs while they are open. */
export interface Command {
  readonly id: string
  readonly label: string
  /** Heading under which the palette lists it. */
  readonly group: string
  /** Why it cannot be done now, in words; null when it can. */
  readonly precondition?: () => string | null
  /** As Mantine's hotkeys spell it: `mod+K`, `alt+1`, `N`. */
  readonly shortcut?: string
  /** Other words by which it is found. */
  readonly keywords?: readonly string[]
  readonly run: () => void
}

interface CommandRegistry {
  readonly offers: ReadonlyMap<string, readonly Command[]>
  readonly offer: (owner: string, commands: readonly Command[]) => void
  readonly withdraw: (owner: string) => void
}

export const useCommandRegistry = create<CommandRegistry>((set) => ({
  offers: new Map(),
  offer: (owner, commands) => set((s) => ({ offers: new Map(s.offers).set(owner, commands) })),
  withdraw: (owner) =>
    set((s) => {
      const offers = new Map(s.offers)
      offers.delete(owner)
      return { offers }
    }),
}))

/**
 * Offers commands in the palette and by key while the calling component is mounted.
 * @param make gives the commands; called again when `deps` change
 */
export function useCommands(make: () => readonly Command[], deps: DependencyList): void {
  const owner = useId()
  const offer = useCommandRegistry((s) => s.offer)
  const withdraw = useCommandRegistry((s) => s.withdraw)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what `make` reads
  useEffect(() => {
    offer(owner, make())
    return () => withdraw(owner)
  }, [owner, offer, withdraw, ...deps])
}
