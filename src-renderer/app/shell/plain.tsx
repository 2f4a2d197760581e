import { Box, Center, Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Announcement } from './announcement.tsx'
import { LostBanner } from './lost-banner.tsx'

interface PlainProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

/** A screen without an organization: a card in the middle. */
export function Plain({ title, text, children }: PlainProps) {
  const { t } = useTranslation('shell')
  return (
    <Box component="main" mih="100%">
      <LostBanner />
      <Announcement />
      <Center mih="100vh" p="xl">
        <Paper withBorder radius="md" p="xl" w={520} bg="var(--surface-raised)">
          <Text size="xs" fw={600} c="dimmed" tt="uppercase" lts={1} mb={4}>
            {t('product')}
          </Text>
          <Title order={1} mb={4}>
            {title}
          </Title>
          {text !== undefined && (
            <Text size="sm" c="dimmed" mb="md">
              {text}
            </Text>
          )}
          {children}
        </Paper>
      </Center>
    </Box>
  )
}
