import { RESOURCE_KINDS } from '../../src-preload/contract/access.ts'
import { useWhyNot } from './guarded.tsx'
import type { Subject } from './subjects.ts'

/** Why a subject's page may not be read, or null. Resources open with any one kind that may be read. */
export function useSubjectLock(): (subject: Subject) => string | null {
  const whyNot = useWhyNot()
  return (subject) => {
    const [type, operation] = subject.needs
    if (subject.id === 'resources' && RESOURCE_KINDS.some((kind) => whyNot(kind, 'read') === null))
      return null
    return whyNot(type, operation)
  }
}
