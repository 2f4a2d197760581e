import { type ShouldBlockFn, useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ConfirmDanger, dropDrafts, isUnsaved, useUnsaved } from '../../components/index.ts'
import type { UrlState } from '../../state/index.ts'

/** What an address opens; filters and tabs take no draft away. */
const OPENED = ['open', 'member', 'role'] as const

/** A page is left, or what is open in it is closed or another one opened. */
const loses: ShouldBlockFn = ({ current, next, action }) => {
  // An address that somebody typed is there already, and the router's history cannot take it back.
  const typed = (action === 'GO' || action === 'BACK') && history.state === null
  if (typed || !isUnsaved()) return false
  const [before, after]: UrlState[] = [current.search, next.search]
  return (
    current.pathname !== next.pathname ||
    OPENED.some((name) => before?.[name] !== undefined && before[name] !== after?.[name])
  )
}

/** Asks before what is not saved is left for something else. */
export function LeavingQuestion() {
  const { t } = useTranslation('components')
  const unsaved = useUnsaved((s) => s.drafts.size > 0)
  const waiting = useUnsaved((s) => s.waiting)
  const blocked = useBlocker({
    shouldBlockFn: loses,
    disabled: !unsaved,
    // A window that is closed or loaded anew asks by itself.
    enableBeforeUnload: true,
    withResolver: true,
  })
  const go = blocked.proceed ?? waiting
  const stay = (): void => {
    blocked.reset?.()
    useUnsaved.setState({ waiting: null })
  }
  const plan = go && {
    title: t('leave.title'),
    affects: [t('leave.lost')],
    confirm: t('leave.confirm'),
    reason: 'none' as const,
    run: async () => dropDrafts(go),
  }
  return <ConfirmDanger plan={plan} onClose={stay} onTop />
}
