import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi, useClient } from '../../../app/index.ts'
import { useJobs } from '../../../state/index.ts'
import { AT_ONCE, jobOf } from './use-offering.ts'

/** How many people of a domain could be asked, of how many accounts. */
export interface People {
  readonly people: number
  readonly looked: number
}

/**
 * Counts them some hundred accounts a call; `soFar` is what is known while it goes on. While offers go out, which
 * changes the count with each call, it is not counted anew.
 */
export function usePeople(claimId: string) {
  const offering = useJobs((s) => s.jobs.some((job) => job.id === jobOf(claimId)))
  const api = useApi()
  const client = useClient()
  const [soFar, setSoFar] = useState<People | null>(null)
  const query = useQuery({
    enabled: !offering,
    queryKey: [...api.migrations.people.key({ input: { claimId } }), 'all'],
    queryFn: async ({ signal }): Promise<People> => {
      let [people, looked] = [0, 0]
      for (let cursor: string | undefined; ; ) {
        const page = await client.migrations.people({ claimId, limit: AT_ONCE, cursor }, { signal })
        people += page.people
        looked += page.looked
        if (page.next === null) return { people, looked }
        cursor = page.next
        setSoFar({ people, looked })
      }
    },
  })
  return { query, soFar, offering }
}
