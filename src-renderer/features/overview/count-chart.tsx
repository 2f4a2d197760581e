import { Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface CountChartProps {
  /** What a column counts. */
  readonly name: string
  readonly data: readonly { readonly label: string; readonly count: number }[]
  /** Pixels. */
  readonly height: number
}

/** What the number above a column and the label under it take of the height. Pixels. */
const WORDS_PX = 44

/** Counts over time, a column each with its number; the same as a list for screen readers. */
export function CountChart({ name, data, height }: CountChartProps) {
  const { i18n } = useTranslation()
  // 15,000 would not fit above its column; 15K does.
  const short = new Intl.NumberFormat(i18n.language, { notation: 'compact' })
  const most = Math.max(1, ...data.map(({ count }) => count))
  const whole = data.map(({ label, count }) => `${label}: ${count.toLocaleString(i18n.language)}`)
  return (
    <>
      <Group aria-hidden h={height} px="xs" gap={5} wrap="nowrap" align="flex-end">
        {data.map(({ label, count }, i) => (
          <Stack
            key={label}
            title={`${name}\n${whole[i]}`}
            h="100%"
            flex={1}
            miw={0}
            gap={4}
            align="center"
            justify="flex-end"
          >
            <Text size="xs" lh={1.2}>
              {count > 0 && short.format(count)}
            </Text>
            <Box
              w="100%"
              maw={36}
              h={Math.max(1, Math.round(((height - WORDS_PX) * count) / most))}
              bg={count > 0 ? 'var(--mantine-color-harbor-6)' : 'var(--line)'}
              style={{ borderRadius: '3px 3px 0 0' }}
            />
            {/* Every other one has room for its label, the newest always. */}
            <Text size="xs" c="dimmed" lh={1.2} h="1.2em" style={{ whiteSpace: 'nowrap' }}>
              {(data.length - 1 - i) % 2 === 0 && label}
            </Text>
          </Stack>
        ))}
      </Group>
      <VisuallyHidden>
        <ul aria-label={name}>
          {whole.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </VisuallyHidden>
    </>
  )
}
