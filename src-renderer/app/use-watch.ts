import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnouncement, useLink } from '../state/index.ts'
import { endedWords } from '../text/problem-words.ts'
import { useBridge } from './connection.tsx'
import { keysOf } from './keys-of.ts'
import { useSwitch } from './use-switch.ts'

/**
 * Listens to what the console tells about the context: changed records renew the queries that show
 * them, changed access reads the session again, an ended context is left with a sentence.
 */
export function useWatch(orgId: string, userId: string): void {
  const { client, api } = useBridge()
  const queries = useQueryClient()
  const up = useLink((s) => s.link.state === 'up')
  const { t } = useTranslation('shell')
  const say = useAnnouncement((s) => s.say)
  const { leave } = useSwitch()
  const leaving = useRef(leave)
  leaving.current = leave

  // biome-ignore lint/correctness/useExhaustiveDependencies: another context or person is another subscription
  useEffect(() => {
    if (!up) return
    const abort = new AbortController()
    let over = false
    const listen = async (): Promise<void> => {
      for await (const signal of await client.session.watch(undefined, { signal: abort.signal })) {
        switch (signal.kind) {
          case 'changed':
            for (const queryKey of keysOf(signal.collections)) void queries.invalidateQueries({ queryKey })
            break
          case 'access':
            await queries.refetchQueries({ queryKey: api.session.key() })
            void queries.invalidateQueries()
            break
          case 'ended':
            say(t('session.ended', { because: endedWords(signal.because) }))
            void leaving.current()
            return
        }
      }
    }
    listen().catch((error: unknown) => {
      if (!over) console.warn(error)
    })
    return () => {
      over = true
      // A lost connection has ended the subscription already, and cannot carry the word that it should end.
      if (useLink.getState().link.state === 'up') abort.abort()
    }
  }, [up, orgId, userId, client, queries, api, say])
}
