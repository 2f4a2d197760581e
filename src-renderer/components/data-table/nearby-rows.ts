import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Which rows are drawn: those in view and some on both sides, so that scrolling finds them there. After a leap of
 * more than a screen, as a dragged scrollbar makes in every frame, only those in view: the next leap is far beyond.
 */
export class NearbyRows {
  #before = 0
  #leapt = false

  /** Whether the rows drawn last were reached by a leap. */
  get leapt(): boolean {
    return this.#leapt
  }

  readonly of = (range: Range): number[] => {
    this.#leapt = Math.abs(range.startIndex - this.#before) > range.endIndex - range.startIndex
    this.#before = range.startIndex
    return defaultRangeExtractor(this.#leapt ? { ...range, overscan: 0 } : range)
  }
}
