import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wizard } from '../../../src-preload/contract/wizards.ts'
import { useApi, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, tell } from '../../components/index.ts'

/** Gives a flow up. What was answered is named first, because nobody gets it back. */
export function GiveUp({ flow }: { readonly flow: Wizard }) {
  const { t } = useTranslation('wizards')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const name = t(`kind.${flow.kind}.name`)
  const answered = flow.steps.filter((s) => s.answered)
  const ask = (): void =>
    setPlan({
      title: t('giveUpTitle', { name }),
      affects: [
        answered.length === 0
          ? t('giveUpNothing')
          : t('giveUpLost', {
              count: answered.length,
              steps: answered.map((s) => t(`step.${flow.kind}.${s.id}.name` as 'title')).join(', '),
            }),
        ...(flow.notes['claimId'] === undefined ? [] : [t('giveUpClaim')]),
      ],
      confirm: t('giveUp'),
      reason: 'none',
      final: answered.length > 0,
      run: async () => {
        await client.wizards.abandon({ id: flow.id, version: flow.version })
        tell(t('givenUpToast', { name }))
        await queries.invalidateQueries({ queryKey: api.wizards.list.key() })
        await navigate({ to: '/wizards/{-$part}', params: { part: undefined } })
      },
    })
  return (
    <>
      <Button variant="default" size="xs" onClick={ask}>
        {t('giveUp')}…
      </Button>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </>
  )
}
