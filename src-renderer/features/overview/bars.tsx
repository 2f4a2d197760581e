import { Box, Group, Stack, Text } from '@mantine/core'
import { NumberText } from '../../components/index.ts'

interface BarsProps {
  readonly rows: readonly { readonly id: string; readonly label: string; readonly count: number }[]
}

/** Counts as bars of one scale, each with its number, so that the bar is only an aid. */
export function Bars({ rows }: BarsProps) {
  const most = Math.max(1, ...rows.map((r) => r.count))
  return (
    <Stack gap={10}>
      {rows.map((row) => (
        <div key={row.id}>
          <Group justify="space-between" mb={3} wrap="nowrap">
            <Text size="sm" truncate>
              {row.label}
            </Text>
            <Text size="sm" fw={600}>
              <NumberText value={row.count} />
            </Text>
          </Group>
          <Box h={6} bg="var(--line)" style={{ borderRadius: 3 }} aria-hidden>
            <Box
              h={6}
              w={`${(row.count / most) * 100}%`}
              bg="var(--mantine-color-harbor-6)"
              style={{ borderRadius: 3 }}
            />
          </Box>
        </div>
      ))}
    </Stack>
  )
}
