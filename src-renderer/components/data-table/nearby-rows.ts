import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Which rows are drawn: those in view and some on both sides, so that scrolling finds them there. After a leap of
 * more than a screen, as a dragged scrollbar makes in every frame, only those in view: the next leap is far beyond.
 */
export function nearbyRows(): (range: Range) => number[] {
  let before = 0
  return (range) => {
    const leapt = Math.abs(range.startIndex - before) > range.endIndex - range.startIndex
    before = range.startIndex
    return defaultRangeExtractor(leapt ? { ...range, overscan: 0 } : range)
  }
}
