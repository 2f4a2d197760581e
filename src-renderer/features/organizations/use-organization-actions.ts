import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { useApi, useClient, useWhyNot } from '../../app/index.ts'
import { type DangerPlan, tell, useTellProblem } from '../../components/index.ts'
import { problemOf } from '../../errors.ts'

export interface OrganizationAction {
  readonly id: string
  readonly label: string
  readonly danger: boolean
  /** Why it cannot be done now; null when it can. */
  readonly reason: string | null
  readonly run: () => void
}

/** The life cycle of one organization: each step asks with its blast radius, and fits only some states. */
export function useOrganizationActions(
  organization: PlatformOrganization,
  ask: (plan: DangerPlan) => void,
  editLimits: () => void,
): readonly OrganizationAction[] {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const { t: approvals } = useTranslation('approvals')
  const client = useClient()
  const api = useApi()
  const queries = useQueryClient()
  const whyNot = useWhyNot()
  const complain = useTellProblem()
  const { id, name, version, state, kind } = organization

  const inState = (allowed: readonly string[]): string | null =>
    allowed.includes(state) ? null : t('wrongState', { state: words(`organizationState.${state}`) })
  const notPlatform = kind === 'platform' ? t('kinds.platform') : null
  const renew = () => queries.invalidateQueries({ queryKey: api.platform.key() })
  /** Where somebody else was first, what is shown is read again before it is decided anew. */
  const done = async <R>(change: Promise<R>): Promise<R> => {
    try {
      return await change
    } catch (error) {
      if (problemOf(error).code === 'VERSION_CONFLICT') await renew()
      throw error
    }
  }
  const then = async (sentence: string, change?: Promise<unknown>): Promise<void> => {
    if (change !== undefined) await done(change)
    tell(sentence)
    await renew()
  }

  const suspend = (): void =>
    ask({
      title: t('suspendTitle', { name }),
      affects: [t('suspendMembers', { count: organization.members }), t('suspendSessions')],
      confirm: t('suspendConfirm'),
      reason: 'required',
      run: (reason) => then(t('suspended', { name }), client.platform.suspend({ id, version, reason })),
    })
  const reactivate = (): void =>
    ask({
      title: t('reactivateTitle', { name }),
      affects: [t('reactivateMembers', { count: organization.members })],
      confirm: t('reactivateConfirm'),
      reason: 'required',
      run: (reason) => then(t('reactivated', { name }), client.platform.reactivate({ id, version, reason })),
    })
  const close = async (): Promise<void> => {
    const { pools } = await queries.fetchQuery(api.platform.get.queryOptions({ input: { id } }))
    const resources = pools
      .filter((p) => p.pool !== 'seats' && p.pool !== 'storageBytes')
      .reduce((sum, p) => sum + p.used, 0)
    ask({
      title: t('closeTitle', { name }),
      affects: [
        t('closeMembers', { count: organization.members }),
        t('closeResources', { count: resources }),
        t('closeRestore'),
        t('closeKept'),
      ],
      confirm: t('closeConfirm'),
      reason: 'required',
      typedName: name,
      final: false,
      run: async (reason) => {
        const { outcome } = await done(client.platform.close({ id, version, reason }))
        await then(outcome === 'waiting' ? approvals('waitsToast') : t('closing', { name }))
      },
    })
  }
  const restore = (): void =>
    ask({
      title: t('restoreTitle', { name }),
      affects: [t('reactivateMembers', { count: organization.members })],
      confirm: t('restoreConfirm'),
      reason: 'required',
      run: (reason) => then(t('restored', { name }), client.platform.restore({ id, version, reason })),
    })

  const type = 'platformOrganization'
  return [
    {
      id: 'limits',
      label: t('limits'),
      danger: false,
      reason: whyNot(type, 'update') ?? inState(['active', 'suspended', 'closing']),
      run: editLimits,
    },
    state === 'suspended'
      ? {
          id: 'reactivate',
          label: t('reactivate'),
          danger: false,
          reason: whyNot(type, 'suspend'),
          run: reactivate,
        }
      : {
          id: 'suspend',
          label: t('suspend'),
          danger: false,
          reason: whyNot(type, 'suspend') ?? notPlatform ?? inState(['active']),
          run: suspend,
        },
    state === 'closing'
      ? { id: 'restore', label: t('restore'), danger: false, reason: whyNot(type, 'restore'), run: restore }
      : {
          id: 'close',
          label: t('close'),
          danger: true,
          reason: whyNot(type, 'close') ?? notPlatform ?? inState(['active', 'suspended']),
          run: () => void close().catch(complain),
        },
  ]
}
