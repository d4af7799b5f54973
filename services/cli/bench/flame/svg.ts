import type { Frame, SampledStack } from './profile.ts'

interface Box {
  readonly name: string
  readonly kind: Kind
  micros: number
  readonly children: Map<string, Box>
}

type Kind = 'own' | 'package' | 'runtime'
const colours: Readonly<Record<Kind, string>> = { own: '#f4a259', package: '#8cb9e0', runtime: '#cfcfcf' }
const legend: Readonly<Record<Kind, string>> = { own: 'ours', package: 'packages', runtime: 'Node and V8' }

const width = 1200
const rowHeight = 16
const headHeight = 40
const characterWidth = 6.2
/** The widest ones: so a file stays small. */
const boxesMax = 300
const depthMax = 40

/** A flame graph, hanging: width is time, each box hangs from the one that called it. */
export function flameGraph(title: string, stacks: readonly SampledStack[]): string {
  const root = collapse(title, stacks)
  const shown = widest(root)
  const scale = width / root.micros
  const boxes: string[] = []
  let deepest = 0
  const draw = (box: Box, x: number, depth: number): void => {
    deepest = Math.max(deepest, depth)
    boxes.push(drawn(box, { x, depth, scale, share: box.micros / root.micros }))
    let left = x
    for (const child of byTime(box)) {
      if (shown.has(child)) draw(child, left, depth + 1)
      left += child.micros * scale
    }
  }
  draw(root, 0, 0)
  const height = headHeight + (deepest + 1) * rowHeight
  const kinds = Object.keys(colours) as Kind[]
  const style = kinds.map(kind => `.${kind}{fill:${colours[kind]}}`).join('')
  const key = kinds.map((kind, n) => {
    const x = width - 110 * (kinds.length - n)
    return `<rect class="${kind}" x="${x}" y="12" width="12" height="12"/><text x="${x + 16}" y="22">${legend[kind]}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10">`,
    `<style>rect{stroke:#fff;stroke-width:.5}${style}</style>`,
    `<text x="4" y="22" font-size="14">${escaped(title)}</text>`,
    ...key,
    ...boxes,
    '</svg>\n'
  ].join('\n')
}

function collapse(name: string, stacks: readonly SampledStack[]): Box {
  const root: Box = { name, kind: 'runtime', micros: 0, children: new Map() }
  for (const { stack, micros } of stacks) {
    root.micros += micros
    let box = root
    for (const frame of stack.slice(0, depthMax)) {
      box = childOf(box, frame)
      box.micros += micros
    }
  }
  return root
}

function childOf({ children }: Box, { name, file }: Frame): Box {
  const short = file.split('/').at(-1)?.replace(/\.js$/, '') ?? ''
  const label = short === '' ? name : `${name} (${short})`
  const known = children.get(label)
  if (known !== undefined) return known
  const isOwn = /^(shared|services)\//.test(file) || file.startsWith('wasm:')
  const kind = isOwn ? 'own' : file.includes('node_modules/') ? 'package' : 'runtime'
  const made: Box = { name: label, kind, micros: 0, children: new Map() }
  children.set(label, made)
  return made
}

function widest(root: Box): ReadonlySet<Box> {
  const all: Box[] = []
  const gather = (box: Box): void => {
    all.push(box)
    for (const child of box.children.values()) gather(child)
  }
  gather(root)
  return new Set(all.sort((a, b) => b.micros - a.micros).slice(0, boxesMax))
}

const byTime = ({ children }: Box) => [...children.values()].sort((a, b) => b.micros - a.micros)

function drawn(
  { name, kind, micros }: Box,
  { x, depth, scale, share }: { x: number; depth: number; scale: number; share: number }
): string {
  const y = headHeight + depth * rowHeight
  const boxWidth = micros * scale
  const letters = Math.floor((boxWidth - 4) / characterWidth)
  const text =
    letters < 3 ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 11}">${escaped(name.slice(0, letters))}</text>`
  const hint = `<title>${escaped(name)}: ${(100 * share).toFixed(1)} %</title>`
  const place = `x="${x.toFixed(1)}" y="${y}" width="${boxWidth.toFixed(1)}" height="${rowHeight}"`
  return `<g>${hint}<rect class="${kind}" ${place}/>${text}</g>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
