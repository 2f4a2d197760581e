import { Box } from '@mantine/core'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadingState, PageHeader, ZoneProvider } from '../../components/index.ts'
import { useSwitching } from '../move.ts'
import { useHere } from '../session.tsx'
import { subjectAt } from '../subjects.ts'
import { useWatch } from '../use-watch.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { Announcement } from './announcement.tsx'
import { ConsoleHeader } from './console-header.tsx'
import { GlobalCommands } from './global-commands.tsx'
import { LeaveOrganization } from './leave-organization.tsx'
import { LeavingQuestion } from './leaving-question.tsx'
import { LostBanner } from './lost-banner.tsx'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'
import { Permitted } from './permitted.tsx'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { useAccent } from './use-accent.ts'

/** Loaded after the first screen, which rarely has one. */
const OfferBanner = lazy(async () => ({
  default: (await import('../../features/transfers/index.tsx')).OfferBanner,
}))

/** What runs is looked for after the first screen. */
const FollowedImports = lazy(async () => ({
  default: (await import('../../features/people/index.tsx')).FollowedImports,
}))
const FollowedRedrives = lazy(async () => ({
  default: (await import('../../features/events/dead-letters/followed-redrives.tsx')).FollowedRedrives,
}))

/** Header, navigation and the page. Keyed by person and organization, so a switch leaves nothing of it. */
export function Frame() {
  const { t } = useTranslation('shell')
  const { user, context } = useHere()
  const switching = useSwitching((s) => s.to)
  const subject = useLocation({ select: (l) => subjectAt(l.pathname) })
  useWatch(context.orgId, user.id)
  useAccent(context.color)
  return (
    <ZoneProvider zone={context.timeZone}>
      <button type="button" className="skip-link" onClick={focusPage}>
        {t('skip')}
      </button>
      <Box className={classes['frame']}>
        <ConsoleHeader />
        <Box className={classes['middle']}>
          <Navigation />
          <Box className={classes['column']}>
            <LostBanner />
            <Announcement />
            <Suspense fallback={null}>
              <OfferBanner />
              <FollowedImports />
              <FollowedRedrives />
            </Suspense>
            <main
              id="page"
              tabIndex={-1}
              className={classes['page']}
              aria-label={subject === null ? undefined : t(`subject.${subject.id}`)}
            >
              {switching === null ? (
                <Permitted subject={subject}>
                  <Outlet />
                </Permitted>
              ) : (
                <>
                  <PageHeader title={t('context.switching', { name: switching })} />
                  <LoadingState lines={6} />
                </>
              )}
            </main>
          </Box>
        </Box>
      </Box>
      <GlobalCommands />
      <Palette />
      <Shortcuts />
      <LeaveOrganization />
      <LeavingQuestion />
      <AcceptInvitation email={user.email} />
    </ZoneProvider>
  )
}

/** The address is the router's hash, so no anchor can do it. */
function focusPage(): void {
  document.getElementById('page')?.focus()
}
