import { ORPCError } from '@orpc/server'

/** How long a page is answered before it is left to try again, in milliseconds. */
export const REFUSED_FOR_MS = 2_000

/** For the transport of a page that no session could be made for: every call is answered with why. */
export const refusals = (because: string) => ({
  interceptors: [
    async (): Promise<never> => {
      throw new ORPCError('UNAVAILABLE', { message: because, data: { what: 'session' }, defined: true })
    },
  ],
})
