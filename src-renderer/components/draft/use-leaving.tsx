import { type ReactElement, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDanger, type DangerPlan } from '../confirm-danger.tsx'

/** The way out of an editor. */
export interface Leaving {
  /** Told by the editor whether something in it is not saved. */
  readonly onDirty: (dirty: boolean) => void
  /** Goes at once where nothing would be lost, and asks first otherwise. The same function at every drawing. */
  readonly leave: (go: () => void) => void
  /** How many drafts were dropped: as a part of the editor's key it has the next one begin anew. */
  readonly dropped: number
  /** What is asked, to be drawn outside of the editor. */
  readonly question: ReactElement
}

/** Asks before what is not saved is left for something else of the same page. */
export function useLeaving(): Leaving {
  const { t } = useTranslation('components')
  const dirty = useRef(false)
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const [dropped, setDropped] = useState(0)
  const onDirty = useCallback((now: boolean) => {
    dirty.current = now
  }, [])
  const leave = useCallback(
    (go: () => void): void => {
      if (!dirty.current) go()
      else
        setPlan({
          title: t('leave.title'),
          affects: [t('leave.lost')],
          confirm: t('leave.confirm'),
          reason: 'none',
          run: async () => {
            setDropped((n) => n + 1)
            go()
          },
        })
    },
    [t],
  )
  return { onDirty, leave, dropped, question: <ConfirmDanger plan={plan} onClose={() => setPlan(null)} /> }
}
