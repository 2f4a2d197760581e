import { Checkbox, Input, ScrollArea, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MovedItem } from '../../../../src-preload/contract/transfers.ts'
import { BytesText } from '../../../components/index.ts'

interface MovableItemsProps {
  readonly items: readonly MovedItem[]
  readonly total: number
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}

/** What is in the personal space, to be chosen from; where there is more than the console lists, it says so. */
export function MovableItems({ items, total, chosen, onChange }: MovableItemsProps) {
  const { t } = useTranslation('migrations')
  const { t: words } = useTranslation('words')
  if (items.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('nothing')}
      </Text>
    )
  const all = chosen.size === items.length
  return (
    <Stack gap={6}>
      <Input.Wrapper label={t('what')} description={t('whatHint')} />
      <Checkbox
        label={t('all')}
        checked={all}
        indeterminate={!all && chosen.size > 0}
        onChange={() => onChange(new Set(all ? [] : items.map((i) => i.id)))}
      />
      <Checkbox.Group aria-label={t('what')} value={[...chosen]} onChange={(ids) => onChange(new Set(ids))}>
        <ScrollArea.Autosize mah={220} type="auto" offsetScrollbars>
          <Stack gap={6} pl="md">
            {items.map(({ id, kind, name, sizeBytes }) => (
              <Checkbox
                key={id}
                value={id}
                label={
                  <>
                    {name}{' '}
                    <Text span size="xs" c="dimmed">
                      {words(`one.${kind}`)} · <BytesText value={sizeBytes} />
                    </Text>
                  </>
                }
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
      {total > items.length && (
        <Text size="xs" c="dimmed">
          {t('tooMany', { shown: items.length, total })}
        </Text>
      )}
    </Stack>
  )
}
