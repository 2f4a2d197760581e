import { createContext, type ReactNode, useContext } from 'react'

const ZoneContext = createContext('UTC')

/** The IANA time zone in which times are shown below: the organization's. */
export function ZoneProvider({ zone, children }: { readonly zone: string; readonly children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>
}

export const useZone = (): string => useContext(ZoneContext)
