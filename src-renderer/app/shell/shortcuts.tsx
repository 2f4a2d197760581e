import { Group, Kbd, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { isCovered, Modal } from '../../components/index.ts'
import { useCommandRegistry } from '../../state/index.ts'
import { useDialogs } from './dialogs.ts'

/** `mod+K` as this machine's keyboard writes it. */
export const keysOfShortcut = (shortcut: string): readonly string[] =>
  shortcut
    .split('+')
    .map((key) => (key === 'mod' ? (navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl') : key))
    .map((key) => key.charAt(0).toUpperCase() + key.slice(1))

/** Runs commands by their keys, and lists the keys. */
export function Shortcuts() {
  const { t } = useTranslation('shell')
  const { open, show } = useDialogs()
  const offers = useCommandRegistry((s) => s.offers)
  const keyed = [...offers.values()].flat().filter((c) => c.shortcut !== undefined)
  useHotkeys([
    ['shift+?', () => show('shortcuts')],
    ...keyed.map((command): [string, () => void] => [
      command.shortcut ?? '',
      () => {
        // A key that goes elsewhere would take along what is half filled in.
        if (isCovered()) return
        if ((command.precondition?.() ?? null) === null) command.run()
      },
    ]),
  ])
  return (
    <Modal opened={open === 'shortcuts'} onClose={() => show(null)} title={t('shortcuts.title')}>
      <Stack gap={6}>
        {[
          { id: 'palette', label: t('palette.palette'), shortcut: 'mod+K' },
          { id: 'help', label: t('shortcuts.title'), shortcut: '?' },
          ...keyed,
        ].map((command) => (
          <Group key={command.id} justify="space-between" wrap="nowrap">
            <Text size="sm">{command.label}</Text>
            <Group gap={4} wrap="nowrap">
              {keysOfShortcut(command.shortcut ?? '').map((key) => (
                <Fragment key={key}>
                  <Kbd size="xs">{key}</Kbd>
                </Fragment>
              ))}
            </Group>
          </Group>
        ))}
        <Text size="xs" c="dimmed" mt="xs">
          {t('shortcuts.text')}
        </Text>
      </Stack>
    </Modal>
  )
}
