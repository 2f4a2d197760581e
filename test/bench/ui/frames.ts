/** The frames that a page draws, counted by Chromium's compositor. */
import type { DevToolsPage } from '../../servers/index.ts'

const FRAMES = ['devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame']

/** Does `work` and answers what it answers, with how many frames were drawn meanwhile. */
export async function countFrames<R>(
  page: DevToolsPage,
  work: () => Promise<R>,
): Promise<{ readonly frames: number; readonly result: R }> {
  let frames = 0
  page.on('Tracing.dataCollected', (params) => {
    for (const event of (params as { value: { name: string }[] }).value)
      if (event.name === 'DrawFrame') frames++
  })
  const traced = new Promise<void>((done) => page.on('Tracing.tracingComplete', () => done()))
  await page.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: FRAMES },
  })
  const result = await work()
  await page.send('Tracing.end')
  await traced
  return { frames, result }
}
