import { Button, Menu, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ColorAvatar, leaving } from '../../components/index.ts'
import { useApi } from '../connection.tsx'
import { useHere } from '../session.tsx'
import { useSwitch } from '../use-switch.ts'

/** Only in the sample workspace: be somebody else, and see what they see. */
export function SampleMenu() {
  const { t } = useTranslation('shell')
  const { session, user } = useHere()
  const api = useApi()
  const { sample } = session.workspace
  const people = useQuery(api.session.samplePeople.queryOptions({ enabled: sample }))
  const { signInAs } = useSwitch()
  if (!sample) return null
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button
          variant="light"
          color="yellow"
          size="compact-md"
          fw={500}
          fz="xs"
          c="var(--mantine-color-text)"
          leftSection={<IconEye size={15} />}
        >
          {t('session.viewingAs', { name: user.name })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="75vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('session.viewAsText')}</Menu.Label>
        {(people.data ?? []).map((person) => (
          <Menu.Item
            key={person.id}
            disabled={person.id === user.id}
            leftSection={<ColorAvatar name={person.name} />}
            onClick={() => leaving(() => void signInAs(person.email, person.name))}
          >
            {person.name}
            <Text size="xs" c="dimmed">
              {person.note}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
