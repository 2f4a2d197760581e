import { type DataTag, QueryClient, type QueryKey } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { putNewest } from '../../../src-renderer/app/put-newest.ts'

const KEY = ['flow', 1] as unknown as DataTag<QueryKey, string, Error>

it('a read that began before a change does not bring back what was when it answers after it', async () => {
  const queries = new QueryClient()
  let answer: (value: string) => void = () => undefined
  const read = queries.fetchQuery({
    queryKey: KEY,
    queryFn: () =>
      new Promise<string>((done) => {
        answer = done
      }),
  })
  const ended = read.catch(() => 'given up')
  await putNewest(queries, KEY, 'after the change')
  answer('before the change')
  await ended
  await new Promise((later) => setImmediate(later))
  expect(queries.getQueryData(KEY)).toBe('after the change')
})
