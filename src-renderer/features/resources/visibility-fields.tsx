import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Resource } from '../../../src-preload/contract/resources.ts'
import { TeamMultiSelect } from '../people/team-select.tsx'

export interface VisibilityValue {
  readonly visibility: Resource['visibility']
  readonly teamIds: string[]
}

interface VisibilityFieldsProps {
  readonly value: VisibilityValue
  readonly onChange: (value: VisibilityValue) => void
  /** Why it may not be changed; shown under the choice. Null where it may. */
  readonly locked?: string | null
  readonly error?: string
}

/** Who sees a resource: everybody here, some teams, or its creator and the admins. */
export function VisibilityFields({ value, onChange, locked = null, error }: VisibilityFieldsProps) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} id="visibility-label">
        {t('visibility')}
      </Text>
      <SegmentedControl
        aria-labelledby="visibility-label"
        disabled={locked !== null}
        value={value.visibility}
        data={(['organization', 'teams', 'private'] as const).map((v) => ({
          value: v,
          label: words(`visibility.${v}`),
        }))}
        onChange={(v) =>
          onChange({ visibility: v as Resource['visibility'], teamIds: v === 'teams' ? value.teamIds : [] })
        }
      />
      <Text size="xs" c="dimmed">
        {t(`sees.${value.visibility}`)} {locked}
      </Text>
      {value.visibility === 'teams' && (
        <TeamMultiSelect
          label={t('teams')}
          required
          disabled={locked !== null}
          error={error}
          value={value.teamIds}
          onChange={(teamIds) => onChange({ ...value, teamIds })}
        />
      )}
    </Stack>
  )
}
