import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../errors.ts'
import { ConnectionProvider } from './connection.tsx'
import { contrastVariables } from './contrast.ts'
import { makeRouter } from './router.tsx'
import { styleNonce } from './style-nonce.ts'
import { theme } from './theme.ts'

const makeQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The console tells what changed, so nothing is asked again just because time passed.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // An answer from the catalogue stays the same when asked again; only a lost connection does not.
        retry: (failures, error) => failures < 2 && problemOf(error).code === 'UNAVAILABLE',
      },
    },
  })

export function App() {
  const [queries] = useState(makeQueries)
  const [router] = useState(makeRouter)
  const { t } = useTranslation('words')
  const close = t('close')
  const spoken = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: { CloseButton: { defaultProps: { 'aria-label': close } } },
      }),
    [close],
  )
  return (
    <MantineProvider
      theme={spoken}
      cssVariablesResolver={contrastVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <ConnectionProvider router={router}>
          <ModalsProvider>
            <Notifications position="bottom-left" zIndex={400} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </ConnectionProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
