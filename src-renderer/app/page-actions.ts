import { useEffect, useRef } from 'react'
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { useUrlState } from '../state/index.ts'
import type { Subject } from './subjects.ts'

/** Something that a page does, reached from everywhere: `do` in the page's address has the page begin it. */
export interface PageAction {
  readonly id: string
  readonly subject: Subject['id']
  /** The part of the page's address, such as `invitations` in `/people/invitations`. */
  readonly part?: string
  /** What the page is to do; absent where being there is all. */
  readonly does?: string
  /** What else stands in its address. */
  readonly search?: Readonly<Record<string, string>>
  readonly needs: readonly [ResourceType, Operation]
}

/**
 * The registry: what the buttons of the pages do, and the parts of pages. The palette offers each of them on every
 * page; its words are those of the button (`use-action-words.ts`).
 */
export const PAGE_ACTIONS = [
  { id: 'people.add', subject: 'people', does: 'add', needs: ['member', 'create'] },
  { id: 'people.invite', subject: 'people', does: 'invite', needs: ['invitation', 'create'] },
  { id: 'people.import', subject: 'people', part: 'import', needs: ['member', 'import'] },
  { id: 'people.export', subject: 'people', does: 'export', needs: ['member', 'export'] },
  { id: 'people.invitations', subject: 'people', part: 'invitations', needs: ['invitation', 'read'] },
  { id: 'teams.add', subject: 'teams', does: 'add', needs: ['team', 'create'] },
  { id: 'roles.add', subject: 'roles', does: 'add', needs: ['role', 'create'] },
  ...(['knowledgeBase', 'chatbot', 'assistant', 'template'] as const).flatMap((kind) => [
    { id: `resources.${kind}`, subject: 'resources', search: { kind }, needs: [kind, 'read'] } as const,
    {
      id: `resources.${kind}.add`,
      subject: 'resources',
      does: 'add',
      search: { kind },
      needs: [kind, 'create'],
    } as const,
  ]),
  { id: 'settings.verify', subject: 'settings', does: 'verify', needs: ['audit', 'read'] },
  // Closing is asked for on its page, where the numbers of what goes are read first.
  { id: 'settings.close', subject: 'settings', needs: ['organization', 'close'] },
  { id: 'approvals.mine', subject: 'approvals', part: 'mine', needs: ['approval', 'read'] },
  { id: 'approvals.decided', subject: 'approvals', part: 'decided', needs: ['approval', 'read'] },
  { id: 'approvals.policies', subject: 'approvals', part: 'policies', needs: ['approval', 'read'] },
] as const satisfies readonly PageAction[]

export type PageActionId = (typeof PAGE_ACTIONS)[number]['id']

/** Begins what the address asks for, once: `useDoes({ add: () => setOpen('add') })`. */
export function useDoes(handlers: Readonly<Record<string, () => void>>): void {
  const [address, setAddress] = useUrlState()
  const current = useRef(handlers)
  current.current = handlers
  const does = address['do']
  useEffect(() => {
    if (does === undefined) return
    setAddress({ do: undefined })
    current.current[does]?.()
  }, [does, setAddress])
}
