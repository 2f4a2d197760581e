import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface SeatsAfterProps {
  readonly seats: { readonly limit: number | null; readonly used: number; readonly after: number }
}

/** Seats before and after the import, and a warning where they do not reach. */
export function SeatsAfter({ seats }: SeatsAfterProps) {
  const { t } = useTranslation('people')
  const { limit, used, after } = seats
  if (limit === null)
    return (
      <Text size="sm" c="dimmed">
        {t('import.seatsFree', { after, used })}
      </Text>
    )
  const over = after > limit
  return (
    <Text size="sm" c={over ? 'red' : 'dimmed'} role={over ? 'alert' : undefined}>
      {t('import.seats', { after, limit, used })} {over && t('import.seatsOver')}
    </Text>
  )
}
