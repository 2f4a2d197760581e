import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAllowedOutside, PortGrants } from '../../../src-main/hosts/electron/index.ts'
import { readWindowState, writeWindowState } from '../../../src-main/hosts/electron/window-state.ts'

describe('a link out of the console', () => {
  it.each([
    'https://mongodb.com/docs',
    'https://www.mongodb.com/docs',
    'https://learn.microsoft.com/entra',
    'mailto:ada@northwind.example',
  ])('opens: %s', (url) => expect(isAllowedOutside(url)).toBe(true))

  it.each([
    'http://mongodb.com/',
    'https://evilmongodb.com/',
    'https://mongodb.com.evil.example/',
    'https://mongodb.com@evil.example/',
    'https://user:word@mongodb.com/',
    'https://evil.example/?mongodb.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://castellan/',
    'ssh://mongodb.com',
    'mailto:ada@northwind.example?attach=/etc/passwd',
    'not an address',
  ])('does not: %s', (url) => expect(isAllowedOutside(url)).toBe(false))
})

describe('a port to the core', () => {
  const asking = { contents: 1, frameUrl: 'app://castellan/#/people', isMainFrame: true, ports: 1 }

  it('is given once a load', () => {
    const grants = new PortGrants()
    expect(grants.grant(asking)).toBe(true)
    expect(grants.grant(asking)).toBe(false)
    grants.loadStarted(2)
    expect(grants.grant(asking)).toBe(false)
    grants.loadStarted(1)
    expect(grants.grant(asking)).toBe(true)
  })

  it.each([
    { isMainFrame: false },
    { frameUrl: null },
    { frameUrl: 'about:blank' },
    { frameUrl: 'https://evil.example/' },
    { frameUrl: 'app://castellan.evil.example/' },
    { frameUrl: 'app://other/' },
    { frameUrl: 'app://castellan@evil.example/' },
    { ports: 0 },
    { ports: 2 },
  ])('is refused, and uses nothing up: %o', (wrong) => {
    const grants = new PortGrants()
    expect(grants.grant({ ...asking, ...wrong })).toBe(false)
    expect(grants.grant(asking)).toBe(true)
  })
})

describe("the window's state", () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'castellan-window-'))
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]

  it('is what it was last time', () => {
    const dir = folder()
    const file = join(dir, 'deep/window.json')
    const state = { x: 100, y: 50, width: 1500, height: 900, maximized: true }
    writeWindowState(file, state)
    expect(readWindowState(file, screens)).toEqual(state)
    rmSync(dir, { recursive: true })
  })

  it('forgets a place on a screen that is gone, and anything that is damaged', () => {
    const dir = folder()
    const file = join(dir, 'window.json')
    writeWindowState(file, { x: 4000, y: 50, width: 1500, height: 900, maximized: false })
    expect(readWindowState(file, screens)).toEqual({ width: 1500, height: 900, maximized: false })
    writeFileSync(file, '{"width":"wide"}')
    expect(readWindowState(file, screens)).toMatchObject({ maximized: false })
    rmSync(dir, { recursive: true })
  })
})
