import { contract } from '../../src-preload/contract/index.ts'
import { catalogueOf, type Described, describeEntry, type Entry } from './catalogue.ts'

/** Every procedure of the contract with what it declares; needs no open workspace. */
export const declaredProcedures = (): readonly Entry[] => catalogueOf(contract)

/** The same with JSON Schemas, for the command line and the reference: making them takes longer than most calls. */
export const describeContract = (): readonly Described[] => declaredProcedures().map(describeEntry)
