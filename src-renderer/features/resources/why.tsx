import { Alert, List, Select, Stack } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OPERATIONS, type Operation } from '../../../src-preload/contract/access.ts'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { Explanation } from '../../../src-preload/contract/permissions.ts'
import type { ResourceDetail } from '../../../src-preload/contract/resources.ts'
import { useApi, useCan, useRoleName } from '../../app/index.ts'
import { QueryState } from '../../components/index.ts'
import { Explained } from '../people/explained.tsx'
import { PersonSelect } from './person-select.tsx'

/** "Why can / can't they do this?" with this one resource. */
export function Why({ detail }: { readonly detail: ResourceDetail }) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const can = useCan()
  const [member, setMember] = useState<Member | null>(null)
  const [operation, setOperation] = useState<Operation>('update')
  const question = { type: detail.kind, operation, resourceId: detail.id }
  const mine = useQuery({
    ...api.permissions.explainMine.queryOptions({ input: question }),
    enabled: member === null,
  })
  const theirs = useQuery({
    ...api.permissions.explain.queryOptions({ input: { ...question, memberId: member?.id ?? '' } }),
    enabled: member !== null,
  })
  return (
    <Stack>
      {can('member', 'read') && <PersonSelect label={t('whyPerson')} picked={member} onPick={setMember} />}
      <Select
        label={t('whyOperation')}
        allowDeselect={false}
        data={OPERATIONS[detail.kind].map((o) => ({ value: o, label: words(`operation.${o}`) }))}
        value={operation}
        onChange={(o) => o && setOperation(o as Operation)}
      />
      <QueryState query={member === null ? mine : theirs}>
        {(e) => <Answer explanation={e} state={member?.state ?? 'active'} />}
      </QueryState>
    </Stack>
  )
}

interface AnswerProps {
  readonly explanation: Explanation
  readonly state: Member['state']
}

function Answer({ explanation, state }: AnswerProps) {
  const { t } = useTranslation('resources')
  const { allowed, because, wouldAllow } = explanation
  const nameOf = useRoleName()
  return (
    <Alert
      color={allowed ? 'teal' : 'orange'}
      icon={allowed ? <IconCheck /> : <IconX />}
      title={allowed ? t('allowed') : t('refused')}
    >
      <Explained answer={explanation} state={state} />
      {(allowed ? because : wouldAllow).length > 0 && (
        <List size="sm" mt="xs">
          {(allowed ? because : wouldAllow).map((a) => (
            <List.Item key={`${a.kind}/${a.id}`}>
              {t(`allowance.${a.kind}`)}: {a.kind === 'role' ? nameOf(a) : a.name}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}
