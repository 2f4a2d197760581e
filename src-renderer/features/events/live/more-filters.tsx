import { Badge, Button, Popover, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isKeyPattern, PathError, parsePath } from '../../../../src-preload/contract/event-filter/index.ts'
import { useHere } from '../../../app/index.ts'
import type { UrlState } from '../../../state/index.ts'
import { ActorSelect } from './actor-select.tsx'
import { OrganizationSelect } from './organization-select.tsx'

const TYPING_MS = 250

interface MoreFiltersProps {
  readonly url: UrlState
  readonly onChange: (change: UrlState) => void
}

/** The filters that are needed less often, with how many of them are set. */
export function MoreFilters({ url, onChange }: MoreFiltersProps) {
  const { t } = useTranslation('events')
  const { context } = useHere()
  const operator = context.kind === 'platform'
  const set = ['key', 'path', 'actor', ...(operator ? ['org'] : [])].filter((name) => url[name]).length
  return (
    <Popover position="bottom-start" width={400} withArrow trapFocus shadow="md">
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          fw={500}
          leftSection={<IconAdjustmentsHorizontal size={15} />}
          rightSection={
            set > 0 ? (
              <Badge size="xs" circle aria-label={t('filter.active', { count: set })}>
                {set}
              </Badge>
            ) : undefined
          }
        >
          {t('filter.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.moreLabel')}>
        <Stack gap="sm">
          <Checked
            label={t('filter.key')}
            hint={t('filter.keyHint')}
            value={url['key'] ?? ''}
            problem={(text) => (isKeyPattern(text) ? null : t('filter.keyWrong'))}
            onChange={(key) => onChange({ key })}
          />
          <Checked
            label={t('filter.path')}
            hint={t('filter.pathHint')}
            value={url['path'] ?? ''}
            problem={(text) => {
              const found = faultOf(text)
              return found && t(`filter.pathWrong.${found.fault}`, { position: found.position })
            }}
            onChange={(path) => onChange({ path })}
          />
          <ActorSelect userId={url['actor']} onPick={(actor) => onChange({ actor })} />
          {operator && (
            <OrganizationSelect
              ids={(url['org'] ?? '').split(',').filter((id) => id !== '')}
              onPick={(ids) => onChange({ org: ids.join(',') })}
            />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function faultOf(text: string): PathError | null {
  try {
    parsePath(text)
    return null
  } catch (error) {
    if (error instanceof PathError) return error
    throw error
  }
}

interface CheckedProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly problem: (text: string) => string | null
  readonly onChange: (text: string) => void
}

/** A field of a small language: what is wrong with it, and where, is told while one types. */
function Checked({ label, hint, value, problem, onChange }: CheckedProps) {
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, { delay: TYPING_MS, flushOnUnmount: true })
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      size="xs"
      label={label}
      description={hint}
      value={typed}
      error={typed === '' ? null : problem(typed)}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
