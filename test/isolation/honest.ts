/** An attack on what never works shows nothing: each procedure has to succeed once, by whom it is made for. */

import type { Outcome } from './calls.ts'
import { textOf } from './canary.ts'

/** What cannot succeed in the test world, and why. One that does succeed fails the suite. */
const NEVER: { readonly [procedure: string]: string } = {
  'session.signInAs': 'only the local sample workspace has people to look through the eyes of',
  'events.simulate': 'only the local sample workspace has a simulator',
}

export class Honest {
  readonly #succeeded = new Set<string>()
  readonly #refused = new Map<string, Set<string>>()

  note(name: string, { succeeded, answer }: Outcome): void {
    if (succeeded) this.#succeeded.add(name)
    else this.#refused.set(name, new Set(this.#refused.get(name)).add(textOf(answer).slice(0, 200)))
  }

  has(name: string): boolean {
    return this.#succeeded.has(name)
  }

  /** A line for each procedure that never did what it is for, and for each exception that is none. */
  missing(names: readonly string[]): string[] {
    const never = names.filter((name) => !this.#succeeded.has(name) && NEVER[name] === undefined)
    const needless = Object.keys(NEVER).filter((name) => this.#succeeded.has(name) || !names.includes(name))
    return [
      ...never.map(
        (name) =>
          `${name}: no honest call succeeded, so that no attack on it says anything: ${this.#why(name)}`,
      ),
      ...needless.map((name) => `${name}: is an exception that needs none (${NEVER[name]})`),
    ]
  }

  #why = (name: string): string => [...(this.#refused.get(name) ?? [])].join(' · ')
}
