import { useTranslation } from 'react-i18next'
import { ErrorState, LoadingState } from '../../components/index.ts'
import { useLink } from '../../state/index.ts'
import { HereProvider, useSession } from '../session.tsx'
import { ChooseContext } from './choose-context.tsx'
import { Frame } from './frame.tsx'
import { Plain } from './plain.tsx'
import { SignIn } from './sign-in.tsx'

/** The root of every address: sign-in, then the choice of an organization, then the frame with the page. */
export function Shell() {
  const { t } = useTranslation('shell')
  const link = useLink((s) => s.link)
  const session = useSession()
  if (session.data === undefined)
    return (
      <Plain title={link.state === 'up' ? t('product') : t('link.connecting')}>
        {session.isError && link.state === 'up' ? (
          <ErrorState error={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Plain>
    )
  const { user, context } = session.data
  if (user === null) return <SignIn session={session.data} />
  if (context === null) return <ChooseContext user={user} />
  return (
    <HereProvider here={{ session: session.data, user, context }}>
      {/* Keyed, so that nothing that reads for one context is left mounted in the next. */}
      <Frame key={`${user.id} ${context.orgId}`} />
    </HereProvider>
  )
}
