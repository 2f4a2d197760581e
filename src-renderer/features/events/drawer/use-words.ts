import { useTranslation } from 'react-i18next'
import { cloudEvent } from '../../../../src-preload/contract/event-types/index.ts'
import { type Fields, fieldsOf, wordOf } from './schema-words.ts'

type EnvelopeField = keyof typeof cloudEvent.shape
const isEnvelopeField = (name: string): name is EnvelopeField => Object.hasOwn(cloudEvent.shape, name)

/** What is to be said beside a value of an event, by its path from the envelope; empty where there is nothing to say. */
export function useFieldWords(type: string): (path: readonly string[]) => string {
  const { t } = useTranslation('events')
  const fields: Fields | null = fieldsOf(type)
  return (path) => {
    const [first = '', second] = path
    if (path.length === 1) return isEnvelopeField(first) ? t(`field.${first}`) : t('drawer.notInSchema')
    if (path.length !== 2 || first !== 'data' || second === undefined || fields === null) return ''
    const field = fields.get(second)
    if (field === undefined) return t('drawer.notInSchema')
    const word = wordOf(field.is, t)
    return field.optional ? `${word}; ${t('kind.optional')}` : word
  }
}
