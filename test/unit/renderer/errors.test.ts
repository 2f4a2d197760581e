import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { badInput, CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import { fieldErrors, isGone, problemOf } from '../../../src-renderer/errors.ts'

test('an error of the catalogue keeps its code, sentence and data over the bridge', () => {
  const data = { pool: 'seats', limit: 5, used: 5 }
  const problem = problemOf(new ORPCError('LIMIT_REACHED', { message: 'No seat is left.', data }))
  expect(problem).toEqual({ code: 'LIMIT_REACHED', message: 'No seat is left.', data })
})

test('a code without its data, or none of the catalogue, is a defect of ours', () => {
  expect(problemOf(new ORPCError('LIMIT_REACHED', { data: { pool: 1 } })).code).toBe('INTERNAL')
  expect(problemOf(new ORPCError('TEAPOT')).code).toBe('INTERNAL')
})

test('what is not there for one is gone, what does not answer is not', () => {
  expect(isGone(notFound('team'))).toBe(true)
  expect(isGone(new CastellanError('FORBIDDEN', 'No.', { missing: 'team.read', because: '' }))).toBe(true)
  expect(isGone(new Error('socket closed'))).toBe(false)
})

test('what is thrown by the link is the console not answering, a stopped call is cancelled', () => {
  expect(problemOf(new Error('socket closed')).code).toBe('UNAVAILABLE')
  expect(problemOf(new DOMException('stopped', 'AbortError')).code).toBe('CANCELLED')
})

test('issues of bad input and conflicts land at their fields', () => {
  expect(fieldErrors(badInput('slug', 'must not be empty'))).toEqual({ slug: 'must not be empty' })
  expect(fieldErrors(new CastellanError('CONFLICT', 'Taken.', { field: 'name' }))).toEqual({ name: 'Taken.' })
  expect(fieldErrors(new CastellanError('LAST_ADMIN', 'No.', {}))).toEqual({})
})
