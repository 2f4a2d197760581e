/** What a step's form is: given its value and what is wrong with it, it tells the next value. */
import type { ComponentType } from 'react'
import type { Wizard } from '../../../src-preload/contract/wizards.ts'

export interface FormProps<V> {
  readonly value: V
  readonly errors: Readonly<Record<string, string>>
  readonly flow: Wizard
  readonly onChange: (value: V) => void
}
/** A form, with the value that it begins with. Answers come back over the bridge as they were given. */
export interface StepForm {
  readonly empty: unknown
  readonly View: ComponentType<FormProps<unknown>>
}

/** The core has checked an answer before it gives it back, so its shape is the step's. */
export const form = <V>(empty: V, View: ComponentType<FormProps<V>>): StepForm => ({
  empty,
  View: View as ComponentType<FormProps<unknown>>,
})
