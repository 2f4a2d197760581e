import { Button, CopyButton, Group, SegmentedControl, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../events.module.css'
import { JsonTree } from './json-tree.tsx'
import { useFieldWords } from './use-words.ts'

interface PayloadProps {
  /** As it came. */
  readonly body: string
  readonly type: string
  /** Its values are not for whoever looks. */
  readonly veiled: boolean
  /** Of the body as it travelled. */
  readonly bytes: number
}

/** What travelled: as a tree with the schema's words, or letter by letter. */
export function Payload({ body, type, veiled, bytes }: PayloadProps) {
  const { t } = useTranslation('events')
  const [view, setView] = useState('tree')
  const words = useFieldWords(type)
  const parsed = useMemo(() => parse(body), [body])
  const raw = view === 'raw' || parsed === undefined
  return (
    <section aria-label={t('drawer.payload')}>
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('drawer.payload')}
          value={raw ? 'raw' : 'tree'}
          disabled={parsed === undefined}
          onChange={setView}
          data={[
            { value: 'tree', label: t('drawer.tree') },
            { value: 'raw', label: t('drawer.raw') },
          ]}
        />
        <CopyButton value={body}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? t('drawer.copied') : t('drawer.copyJson')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {veiled && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('drawer.veiled', { count: bytes })}
        </Text>
      )}
      {parsed === undefined && (
        <Text size="sm" c="dimmed" mb="xs">
          {veiled ? t('drawer.notJsonVeiled') : t('drawer.notJson')}
        </Text>
      )}
      {veiled && parsed === undefined ? null : raw ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        <section className={classes['raw']} tabIndex={0} aria-label={t('drawer.raw')}>
          {parsed === undefined ? body : JSON.stringify(parsed.value, null, 2)}
        </section>
      ) : (
        <JsonTree value={parsed.value} label={t('tree.label')} words={words} />
      )}
    </section>
  )
}

function parse(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) }
  } catch {
    return undefined
  }
}
