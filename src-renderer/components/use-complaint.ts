import { problemOf } from '../errors.ts'
import { useAdvice } from './advice.ts'
import { tellProblem } from './toast.tsx'

/** Tells of an error that has no place of its own on the page: what happened, and what to do. */
export function useComplaint(): (error: unknown) => void {
  const advice = useAdvice()
  return (error) => {
    const problem = problemOf(error)
    tellProblem(problem.message, advice(problem))
  }
}
