/** Months as an organization's own clock has them. */
export interface Month {
  /** `2026-03`. */
  readonly name: string
  /** Its first instant there. */
  readonly from: Date
}

/** The calendar of a time zone at an instant: year, month (1–12) and what the clock shows, as if it were UTC. */
function clockAt(instant: Date, timeZone: string): { year: number; month: number; shown: number } {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601-hc-h23', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const of = (type: string): number => Number(parts.find((p) => p.type === type)?.value)
  const [year, month] = [of('year'), of('month')]
  const shown = Date.UTC(year, month - 1, of('day'), of('hour'), of('minute'), of('second'))
  return { year, month, shown }
}

/** The instant at which the clock of the zone shows the beginning of a month; `month` may run over the year's ends. */
function beginningOf(year: number, month: number, timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, 1)
  // The second round corrects for a clock that was changed between the guess and the instant.
  let instant = wanted
  for (let round = 0; round < 2; round += 1) instant -= clockAt(new Date(instant), timeZone).shown - wanted
  return new Date(instant)
}

/** The month of `now` and those before it, the oldest first. */
export function lastMonths(count: number, now: Date, timeZone: string): Month[] {
  const { year, month } = clockAt(now, timeZone)
  return Array.from({ length: count }, (_, i) => {
    const of = month - (count - 1 - i)
    return {
      name: new Date(Date.UTC(year, of - 1, 1)).toISOString().slice(0, 7),
      from: beginningOf(year, of, timeZone),
    }
  })
}
