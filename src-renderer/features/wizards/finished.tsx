import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Wizard, WizardKind, WizardResult } from '../../../src-preload/contract/wizards.ts'
import { PageHeader } from '../../components/index.ts'

/** Where what a flow made is shown; a workspace that was connected is on no page of this one. */
const SHOWN = {
  newOrganization: { to: '/organizations', word: 'showOrganization' },
  claimDomain: { to: '/domains', word: 'showDomain' },
  migrateUser: { to: '/offers', word: 'showOffer' },
  connectWorkspace: null,
} as const satisfies { readonly [K in WizardKind]: unknown }

/** A flow that is over: what came of it, and the way there. */
export function Finished({ flow }: { readonly flow: Wizard }) {
  const { t } = useTranslation('wizards')
  const navigate = useNavigate()
  const { kind, result } = flow
  const shown = SHOWN[kind]
  // Flows of earlier versions have the sentence alone.
  const said = ({ outcome, name, count, text }: WizardResult): string =>
    outcome === undefined ? text : t(`result.${outcome}`, { name, count: count ?? 0 })
  return (
    <>
      <PageHeader title={t(`kind.${kind}.name`)} />
      <Alert
        maw={720}
        color={result ? 'teal' : 'gray'}
        icon={result ? <IconCheck /> : <IconX />}
        title={result ? t(`kind.${kind}.done`) : t('givenUp')}
      >
        {result && <Text size="sm">{said(result)}</Text>}
        <Group gap="xs" mt="sm">
          {result && shown && (
            <Button size="xs" onClick={() => void navigate({ to: shown.to, search: { open: result.id } })}>
              {t(shown.word)}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={() => void navigate({ to: '/wizards/{-$part}', params: { part: undefined } })}
          >
            {t('toList')}
          </Button>
        </Group>
      </Alert>
    </>
  )
}
