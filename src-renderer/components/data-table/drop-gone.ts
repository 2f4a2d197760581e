import { createContext } from 'react'

/** Of the table around: takes out of the selection what is no longer in its list, and names it. */
export const DropGone = createContext<() => void>(() => undefined)
