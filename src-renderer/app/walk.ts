type Call = (input: unknown, options: unknown) => Promise<unknown>

/** The procedure of a client at a path such as `['teams', 'rename']`. Throws where there is none. */
export function walk(client: object, path: readonly string[]): Call {
  let at: unknown = client
  for (const step of path) at = Reflect.get(Object(at), step)
  if (typeof at !== 'function') throw new Error(`The client has no ${path.join('.')}.`)
  // Every leaf of an oRPC client takes (input, options); the contract types the callers.
  return at as Call
}
