/**
 * `npm run -s bench -- access|store|ui|enrollment|events [--quick] [--json]`. With `--json` each figure is one object on a
 * line; without, a table for people. What is compared is measured in one run, in turns.
 */
import { parseArgs } from 'node:util'
import type { Figure, Options } from './figure.ts'

const BENCHES = ['access', 'store', 'ui', 'enrollment', 'events']

type Run = (options: Options) => AsyncGenerator<Figure>

const WIDTH = 104

const number = (value: number | null): string =>
  value === null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 })

const row = (figure: Figure): string =>
  [
    figure.case.padEnd(WIDTH),
    `${number(figure.value)} ${figure.unit}`.padStart(24),
    number(figure.baseline).padStart(14),
    (figure.ratio === null ? '' : `× ${figure.ratio.toFixed(3)}`).padStart(12),
    figure.goal === null ? '' : `goal ${figure.goal}: ${figure.met ? 'met' : 'MISSED'}`,
  ].join(' ')

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (positionals.length === 0 || positionals.some((name) => !BENCHES.includes(name))) {
  console.error(`Name one or more of: ${BENCHES.join(', ')}.`)
  process.exit(2)
}
for (const name of positionals) {
  const { run }: { run: Run } = await import(`./${name}.ts`)
  if (!values.json)
    console.log(
      `${name}\n${'case'.padEnd(WIDTH)} ${'value'.padStart(24)} ${'baseline'.padStart(14)} ${'ratio'.padStart(12)}`,
    )
  for await (const figure of run({ quick: values.quick }))
    console.log(values.json ? JSON.stringify(figure) : row(figure))
}
