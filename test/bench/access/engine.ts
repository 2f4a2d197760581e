/** What an engine must do to be compared: answer request `i`, and count what it allows from one to another. */
export interface Engine {
  readonly name: string
  /** How many requests (from the first) it is asked; the slow ones are not asked all. */
  readonly asked: number
  answer(i: number): boolean | Promise<boolean>
  /** The timed loop: each engine has its own, so that none pays for a call through an interface. */
  count(from: number, to: number): number | Promise<number>
}

/** Throws unless the engine answers as `right` does, on every request that it is asked. */
export async function requireAlike(engine: Engine, right: Engine): Promise<void> {
  let allowed = 0
  for (let i = 0; i < engine.asked; i++) {
    const answer = await engine.answer(i)
    if (answer !== (await right.answer(i)))
      throw new Error(`${engine.name} answers ${answer} to request ${i}, ${right.name} does not.`)
    if (answer) allowed++
  }
  if ((await engine.count(0, engine.asked)) !== allowed)
    throw new Error(`${engine.name} counts otherwise than it answers.`)
}
