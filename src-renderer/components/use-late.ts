import { useEffect, useState } from 'react'

/** Milliseconds after which waiting is put into words. */
const PATIENCE_MS = 2000

/** Whether it has been waited for so long that it must be said in words. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!waiting) return
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [waiting])
  return late
}
