import { problemOf } from '../errors.ts'
import { problemWords } from '../text/problem-words.ts'
import { useAdvice } from './advice.ts'
import { tellProblem } from './toast.tsx'

/** Tells an error that has no place of its own on the page: what happened, and what to do. */
export function useTellProblem(): (error: unknown) => void {
  const advice = useAdvice()
  return (error) => {
    const problem = problemOf(error)
    tellProblem(problemWords(problem), advice(problem))
  }
}
