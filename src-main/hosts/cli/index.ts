/**
 * The console for the command line: the same api as in the window, called directly. The rule it keeps:
 * standard output is data only, standard error says what went wrong, and the exit code tells which it was
 * (0 done, 1 a typed error, 2 used wrongly, 130 interrupted before anything was done).
 */
export { EXIT, UsageError } from './exit.ts'
export { program } from './program.ts'
