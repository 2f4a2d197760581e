import { CommanderError } from 'commander'
import { EXIT } from './exit.ts'
import { program } from './program.ts'
import { reportFailure } from './report.ts'

/** Runs the command that the process was started with, and leaves its exit code. */
export async function run(): Promise<void> {
  // A reader that has seen enough (`| head`) ends the command; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(EXIT.done)
  })
  try {
    await program().parseAsync()
  } catch (error) {
    // Commander has said itself what was wrong; asking for help is not wrong.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
    else process.exitCode = reportFailure(error)
  }
}
