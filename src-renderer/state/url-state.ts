import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What a page keeps in its address: text by name, so that a link shows what its sender saw. */
export type UrlState = Readonly<Record<string, string | undefined>>

/**
 * What the page keeps in its address, and how to change it: `set({ team: id })` keeps the rest and
 * drops what is undefined or empty. Typing into a filter replaces the entry instead of adding one.
 */
export function useUrlState(): readonly [UrlState, (change: UrlState) => void] {
  const state: UrlState = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = useCallback(
    (change: UrlState) => {
      void navigate({
        to: '.',
        replace: true,
        search: (before: UrlState) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, v]) => v !== undefined && v !== ''),
          ),
      })
    },
    [navigate],
  )
  return [state, set]
}

/** The part of the address after the page's own, such as `import` in `/people/import`; undefined at the page itself. */
export function useUrlPart(): string | undefined {
  const params: { readonly part?: string } = useParams({ strict: false })
  return params.part
}
