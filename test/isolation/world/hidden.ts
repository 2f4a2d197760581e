/** The side as if its resources were those that only their creator and the admins may read. */
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { Side, type Target } from './side.ts'

export class Hidden extends Side {
  constructor(side: Side) {
    super(side.api, side.admin, side.mark, side.slug)
    Object.assign(this, side)
  }
  override async resource(kind: ResourceKind = 'chatbot'): Promise<Target & { kind: ResourceKind }> {
    const list = await this.ask<{ items: (Target & { visibility: string })[] }>('resources.list', { kind })
    const found = list.items.find((r) => r.visibility === 'private')
    if (!found) throw new Error('This side has nothing private.')
    return { kind, id: found.id, version: found.version }
  }
  override async share(): Promise<{ resource: Target; shareId: string }> {
    const { shareId } = await super.share()
    return { resource: await this.resource(), shareId }
  }
}
