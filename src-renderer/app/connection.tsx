import { createORPCClient } from '@orpc/client'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { useQueryClient } from '@tanstack/react-query'
import type { RegisteredRouter } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { type Client, type Connection, connect } from '../client.ts'
import { useAnnouncement, useLink } from '../state/index.ts'
import { backOff } from './back-off.ts'
import { move } from './move.ts'
import { forgetRenewals, renew, renewals, renewsByLoad } from './renewal.ts'
import { isSamePlace, resume } from './resume.ts'
import { walk } from './walk.ts'

interface Bridge {
  /** Typed by the contract; stays the same object across reconnections. */
  readonly client: Client
  /** Query and mutation options of every procedure. */
  readonly api: RouterUtils<Client>
  /** Tries to reconnect at once instead of waiting for the back-off. */
  readonly retry: () => void
}

/** A connection that lasted so long, in milliseconds, holds. */
const HOLDS_MS = 10_000

const BridgeContext = createContext<Bridge | null>(null)

/**
 * Keeps a connection alive – by another one, or in the window by another load of the page –, and gives
 * everything below it the same typed client.
 */
export function ConnectionProvider({
  router,
  children,
}: {
  readonly router: RegisteredRouter
  readonly children: ReactNode
}) {
  const current = useRef<Connection | null>(null)
  const wake = useRef<() => void>(() => undefined)
  const queries = useQueryClient()
  const setLink = useLink((s) => s.set)
  const say = useAnnouncement((s) => s.say)
  const { t, i18n } = useTranslation('shell')

  const bridge = useMemo<Bridge>(() => {
    const client = createORPCClient<Client>({
      call: (path, input, options) => {
        if (current.current === null)
          throw new CastellanError('UNAVAILABLE', 'The console is not connected.', { what: 'console' })
        return walk(current.current.client, path)(input, options)
      },
    })
    return { client, api: createTanstackQueryUtils(client), retry: () => wake.current() }
  }, [])

  useEffect(() => {
    if (renewals() > 0) say(t('link.renewed'))
  }, [say, t])

  useEffect(() => {
    let over = false
    const byLoad = renewsByLoad()
    const { api } = bridge
    /** Lets the pages use it, where they were or, when the console refuses that, where it lets one be. */
    const take = async (connection: Connection): Promise<void> => {
      const before = queries.getQueryData(api.session.current.queryKey())
      const now = before && (await resume(connection.client, before))
      const use = (): void => {
        if (!over) current.current = connection
      }
      if (!before || !now || isSamePlace(before, now)) {
        use()
        void queries.invalidateQueries()
        return
      }
      const to = now.context?.name ?? now.workspace.name
      await move({ queries, api, router }, to, async () => {
        use()
        return now
      })
      // Who was in no organization was sent out of none.
      if (before.context === null && before.user?.id === now.user?.id) return
      const name = before.user?.name ?? ''
      const place = before.context?.name ?? before.workspace.name
      say(i18n.getFixedT(null, 'shell')('link.refused', { name, place }))
    }
    const keep = async (): Promise<void> => {
      let attempt = renewals()
      let since = 0
      while (!over) {
        try {
          const connection = await connect()
          if (over) return
          await take(connection).catch((error: unknown) => {
            connection.close()
            throw error
          })
          if (over) return
          since = 0
          setLink({ state: 'up' })
          const holds = setTimeout(() => {
            attempt = 0
            forgetRenewals()
          }, HOLDS_MS)
          await connection.closed
          clearTimeout(holds)
        } catch (error) {
          console.warn(error)
        }
        current.current = null
        if (over) return
        since = since === 0 ? Date.now() : since
        const wait = backOff(attempt++)
        setLink({ state: 'lost', since, retryAt: Date.now() + wait, byLoad })
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, wait)
          wake.current = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        if (byLoad && !over) return renew(attempt)
      }
    }
    void keep()
    return () => {
      over = true
      wake.current()
    }
  }, [bridge, queries, router, setLink, say, i18n])

  return <BridgeContext value={bridge}>{children}</BridgeContext>
}

/** The client and the query options of every procedure: `api.members.list.queryOptions({ input })`. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('useBridge needs a ConnectionProvider above it.')
  return bridge
}

/** Query and mutation options of every procedure. */
export const useApi = (): RouterUtils<Client> => useBridge().api
export const useClient = (): Client => useBridge().client
