
      import { oc } from '@orpc/contract'
      import { type ContractTree, read } from '../../../src-preload/contract/procedure.ts'
      export const made = read
      export const tree = { teams: { list: read({ type: 'team', operation: 'read' }) } } satisfies ContractTree
      void oc
    