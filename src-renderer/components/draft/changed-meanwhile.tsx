import { Alert, Button, Group, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface ChangedMeanwhileProps {
  readonly draft: {
    readonly changedMeanwhile: boolean
    readonly reload: () => void
    readonly keep: () => void
  }
  /** Called with either decision, such as to take an old error off. */
  readonly onDecided?: () => void
}

/** Says that somebody else changed what is edited here, and asks what to do with the draft. */
export function ChangedMeanwhile({ draft, onDecided }: ChangedMeanwhileProps) {
  const { t } = useTranslation('components')
  if (!draft.changedMeanwhile) return null
  const decide = (act: () => void) => () => {
    act()
    onDecided?.()
  }
  return (
    <Alert color="orange" role="alert" icon={<IconGitMerge />} title={t('meanwhile.title')}>
      <Text size="sm">{t('meanwhile.text')}</Text>
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={decide(draft.reload)}>
          {t('meanwhile.reload')}
        </Button>
        <Button size="compact-sm" onClick={decide(draft.keep)}>
          {t('meanwhile.keep')}
        </Button>
      </Group>
    </Alert>
  )
}
