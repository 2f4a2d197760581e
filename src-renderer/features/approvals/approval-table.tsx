import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../../src-preload/contract/approvals.ts'
import { useBridge, useCan, useExporting } from '../../app/index.ts'
import {
  CellName,
  type Column,
  Countdown,
  DataTable,
  EmptyState,
  type LoadPage,
  Time,
} from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { StateMark } from './state-mark.tsx'
import { useTitle } from './words.ts'

export type View = 'waiting' | 'mine' | 'decided'
const idOf = (approval: Approval): string => approval.id

/** The requests of one view; the one that is open is in the address. */
export function ApprovalTable({ view }: { readonly view: View }) {
  const { t } = useTranslation('approvals')
  const { api, client } = useBridge()
  const [, setAddress] = useUrlState()
  const can = useCan()
  const loadPage = useCallback<LoadPage<Approval>>(
    ({ sort: _, ...request }, signal) => client.approvals.list({ view, ...request }, { signal }),
    [client, view],
  )
  const blind = view === 'waiting' && !can('approval', 'decide')
  return (
    <DataTable
      id={`approvals-${view}`}
      exporting={useExporting('approval')}
      label={t(`tab.${view}`)}
      queryKey={[...api.approvals.list.key(), view]}
      loadPage={loadPage}
      columns={useColumns(view)}
      rowId={idOf}
      onOpen={useCallback((a: Approval) => setAddress({ open: a.id }), [setAddress])}
      empty={
        <EmptyState title={t(`empty.${view}`)} text={blind ? t('mayNotDecide') : t(`emptyText.${view}`)} />
      }
    />
  )
}

function useColumns(view: View): readonly Column<Approval>[] {
  const { t } = useTranslation('approvals')
  const titleOf = useTitle()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with their language
  return useMemo(() => {
    const what: Column<Approval> = {
      id: 'what',
      header: t('what'),
      grow: 3,
      width: 240,
      text: titleOf,
      cell: (a) => <CellName full={titleOf(a)}>{titleOf(a)}</CellName>,
    }
    const kind: Column<Approval> = {
      id: 'kind',
      header: t('kindOf'),
      width: 150,
      text: (a) => t(`kind.${a.kind}`),
      cell: (a) => t(`kind.${a.kind}`),
    }
    const by: Column<Approval> = {
      id: 'by',
      header: t('askedBy'),
      width: 140,
      text: (a) => a.requestedBy,
      cell: (a) => a.requestedBy,
    }
    const asked: Column<Approval> = {
      id: 'asked',
      header: t('asked'),
      width: 180,
      text: (a) => a.createdAt,
      cell: (a) => <Time at={a.createdAt} />,
    }
    const state: Column<Approval> = {
      id: 'state',
      header: t('decision'),
      width: 140,
      text: (a) => t(`state.${a.state}`),
      cell: (a) => <StateMark state={a.state} />,
    }
    const ends: Column<Approval> = {
      id: 'expires',
      header: t('expires'),
      width: 150,
      text: (a) => a.expiresAt,
      cell: (a) => (a.state === 'waiting' ? <Countdown to={a.expiresAt} /> : t('nothing')),
    }
    const decided: Column<Approval> = {
      id: 'decidedBy',
      header: t('decidedBy'),
      width: 140,
      text: (a) => a.decidedBy ?? '',
      cell: (a) => a.decidedBy ?? t('nothing'),
    }
    if (view === 'waiting') return [what, kind, by, asked, ends]
    return view === 'mine'
      ? [what, kind, state, asked, ends, decided]
      : [what, kind, state, by, decided, asked]
  }, [t, view])
}
