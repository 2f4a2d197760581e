import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Which rows are drawn: those in view and some on both sides, so that scrolling finds them there. After a leap of
 * more than a screen, as a dragged scrollbar makes in every frame, only those in view: the next leap is far beyond.
 */
export class NearbyRows {
  #before = 0
  #leapt = false
  #aim: number | null = null

  /** Whether the rows drawn last were reached by a leap. */
  get leapt(): boolean {
    return this.#leapt
  }

  /** Somebody goes to this row by its key: what is around it when they are there is no leap, for they stay. */
  aim(index: number): void {
    this.#aim = index
  }

  readonly of = (range: Range): number[] => {
    if (this.#aim !== null && this.#aim >= range.startIndex && this.#aim <= range.endIndex) {
      this.#before = range.startIndex
      this.#aim = null
    }
    this.#leapt = Math.abs(range.startIndex - this.#before) > range.endIndex - range.startIndex
    this.#before = range.startIndex
    return defaultRangeExtractor(this.#leapt ? { ...range, overscan: 0 } : range)
  }
}
