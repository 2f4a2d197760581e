import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobs } from '../../state/index.ts'
import { tell } from '../toast.tsx'
import { useTellProblem } from '../use-tell-problem.ts'
import { csvOf, saveText } from './csv.ts'
import type { Column, Exporting, LoadPage, Sort } from './model.ts'
import { readAll } from './use-placed-rows.ts'

interface ExportProps<T> {
  readonly id: string
  readonly loadPage: LoadPage<T>
  readonly sort: Sort | undefined
  readonly visible: readonly Column<T>[]
  readonly total: number | null
  readonly exporting: Exporting | undefined
}

/**
 * Takes the list out as a file: the rows that the filters leave, in the order and with the columns that are shown. It
 * goes on when the page is left, can be cancelled, and is told to the trail before the file is handed over.
 */
export function useExport<T>({ id, loadPage, sort, visible, total, exporting }: ExportProps<T>) {
  const { t } = useTranslation('components')
  const tellError = useTellProblem()
  const { put, drop } = useJobs()
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useJobs((s) => s.jobs.find((j) => j.id === jobId))

  const start = async (): Promise<void> => {
    if (exporting === undefined || job !== undefined) return
    const abort = new AbortController()
    const file = `${id}.csv`
    const own = crypto.randomUUID()
    const at = (done: number, all: number | null): void =>
      put({
        id: own,
        label: t('table.exporting', { file }),
        done,
        total: all,
        local: true,
        cancel: () => abort.abort(),
      })
    setJobId(own)
    at(0, total)
    try {
      const rows = await readAll(loadPage, sort, abort.signal, at)
      const headers = visible.map((c) => c.header)
      const content = csvOf([headers, ...rows.map((row) => visible.map((c) => c.text(row)))])
      const order = sort === undefined ? '' : `sort ${sort.field} ${sort.direction}`
      await exporting.record({ rows: rows.length, columns: headers, order })
      abort.signal.throwIfAborted()
      saveText(file, content)
      tell(t('table.exported', { count: rows.length, file }))
    } catch (error) {
      if (abort.signal.aborted) return
      tellError(error)
    } finally {
      drop(own)
    }
  }
  return { start, job }
}
