/** What a monitor keeps of an event: its text, and of the text what a row shows; nothing that was parsed. */
import type { EventBody, EventRow } from '../../src-preload/contract/events.ts'
import type { Seen } from './admit.ts'
import { veiled, veiledText } from './veil.ts'

export interface Held {
  readonly seen: Seen
  /** As it travelled. */
  readonly text: string
  /** Let through by the filter that is in force. */
  matched: boolean
  /** The window was given it, or it came before what the window is given: its end is no loss. */
  shown: boolean
}

/** The envelope as far as it may be seen, read anew. */
export function eventOf({ seen, text }: Held): unknown {
  const event: unknown = JSON.parse(text)
  return seen.veiled ? veiled(event) : event
}

export function bodyOf({ seen, text }: Held): EventBody {
  const { id, exchange, key, auditId, veiled: veil } = seen
  return {
    id,
    exchange,
    key,
    body: veil ? veiledText(text) : text,
    veiled: veil,
    bytes: Buffer.byteLength(text),
    auditId: auditId === '' ? null : auditId,
  }
}

export function rowOf(
  n: number,
  seen: Seen,
  { actor, organization }: { readonly actor: string; readonly organization: string },
): EventRow {
  const { id, time, exchange, type, subject, name, actorId, orgId, key, simulated } = seen
  return { n, id, time, exchange, type, subject, name, actorId, actor, orgId, organization, key, simulated }
}
