const tasks = new Set<() => void>()
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
let installed = false

/**
 * Runs a synchronous task when this process ends or is interrupted.
 *
 * @returns a function that takes the task off again
 */
export function onExit(task: () => void): () => void {
  install()
  tasks.add(task)
  return () => tasks.delete(task)
}

function install(): void {
  if (installed) return
  installed = true
  process.once('exit', runAll)
  for (const signal of SIGNALS)
    process.once(signal, () => {
      runAll()
      // Others (a test runner) may want to say something first; without them the signal does its usual work.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    })
}

function runAll(): void {
  const all = [...tasks].reverse()
  tasks.clear()
  for (const task of all) {
    try {
      task()
    } catch {
      // The others must still have their turn.
    }
  }
}
