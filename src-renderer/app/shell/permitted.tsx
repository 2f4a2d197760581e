import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, PageHeader } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { NotFound } from '../not-found.tsx'
import { useHere } from '../session.tsx'
import { type Subject, subjectsIn } from '../subjects.ts'
import { useSubjectLock } from '../use-subject-lock.ts'
import { Elsewhere } from './elsewhere.tsx'

interface PermittedProps {
  readonly subject: Subject | null
  readonly children: ReactNode
}

/** The page, or in its place why this person may not read it here, or that it is of another organization. */
export function Permitted({ subject, children }: PermittedProps) {
  const { t } = useTranslation('shell')
  const { context } = useHere()
  const lock = useSubjectLock()
  const [url] = useUrlState()
  if (subject === null) return children
  if (url['in'] !== undefined && url['in'] !== context.orgId) return <Elsewhere orgId={url['in']} />
  if (!subjectsIn(context.kind).includes(subject)) return <NotFound />
  const reason = lock(subject)
  if (reason === null) return children
  return (
    <>
      <PageHeader title={t(`subject.${subject.id}`)} />
      <EmptyState icon={<IconLock size={24} />} title={t('locked')} text={reason} />
    </>
  )
}
