import { Group, Kbd } from '@mantine/core'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayer } from '../../components/index.ts'
import { useCommandRegistry } from '../../state/index.ts'
import { keysOfShortcut } from './shortcuts.tsx'

/** Every command that the shell and the open page offer, by name. One that is not possible now says why. */
export function Palette() {
  const { t } = useTranslation('shell')
  const offers = useCommandRegistry((s) => s.offers)
  const [opened, setOpened] = useState(false)
  useLayer(opened, spotlight.close)
  const groups = useMemo(() => {
    const commands = [...offers.values()].flat()
    return [...new Set(commands.map((c) => c.group))].map((group) => ({
      group,
      actions: commands
        .filter((c) => c.group === group)
        .map((command) => {
          const reason = command.precondition?.() ?? null
          return {
            id: command.id,
            label: command.label,
            keywords: [...(command.keywords ?? [])],
            description: reason ?? undefined,
            disabled: reason !== null,
            onClick: () => {
              if (reason === null) command.run()
            },
            rightSection:
              command.shortcut === undefined ? undefined : (
                <Group gap={4} wrap="nowrap">
                  {keysOfShortcut(command.shortcut).map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </Group>
              ),
          }
        }),
    }))
  }, [offers])
  return (
    <Spotlight
      actions={groups}
      closeOnEscape={false}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      shortcut="mod + K"
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={60}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  )
}
