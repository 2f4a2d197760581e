import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useUrlState } from '../state/index.ts'

/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 250

interface SearchFieldProps {
  readonly label: string
  /** Under which name the address keeps it. */
  readonly param?: string
  /** Pixels. */
  readonly width?: number
}

/** Searches a list: what is typed goes into the address after a pause, and what a link brings is shown. */
export function SearchField({ label, param = 'q', width = 200 }: SearchFieldProps) {
  const [address, setAddress] = useUrlState()
  const wanted = address[param] ?? ''
  const [typed, setTyped] = useState(wanted)
  const send = useDebouncedCallback((text: string) => setAddress({ [param]: text.trim() }), PAUSE_MS)
  // A link or "clear" changes the address without the field.
  useEffect(() => setTyped((before) => (before.trim() === wanted ? before : wanted)), [wanted])
  return (
    <TextInput
      size="xs"
      w={width}
      miw={120}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value)
      }}
    />
  )
}
