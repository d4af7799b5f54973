import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { createEmbeddedPostingIndex } from '../../src/adapters/embedded-posting-index/embedded-posting-index.ts'
import type { PostingIndex } from '../../src/ports/posting-index.ts'
import { wordTokenizer } from '../ports/posting-index.oracle.ts'
import { createRandom, randomIndexed, randomQuery, suiteDimensions } from '../ports/posting-index.suite.ts'

type Random = ReturnType<typeof createRandom>
const batchSize = 300
const idsMax = 6000
/** More than fit one segment. */
const firstRows = 4500
const idOf = (i: number) => `test:${i}`

async function open(directory: string) {
  let rows = { saved: 0, read: 0 }
  const index = await createEmbeddedPostingIndex({
    directory,
    modelId: 'model',
    dimensions: suiteDimensions,
    tokenizer: wordTokenizer,
    onOpened: opened => {
      rows = opened
    }
  })
  return { index, ...rows }
}

/** New postings, changed ones and removals. */
async function write(index: PostingIndex, random: Random, revision: number): Promise<void> {
  const ids = Array.from({ length: batchSize }, () => idOf(random.below(idsMax)))
  await index.upsert(ids.map(id => randomIndexed(random, id, revision)))
  await index.remove(Array.from({ length: random.below(100) }, () => idOf(random.below(idsMax))))
}

async function fill(directory: string, seed: number, rows = firstRows): Promise<void> {
  const random = createRandom(seed)
  const { index } = await open(directory)
  await index.upsert(Array.from({ length: rows }, (_, i) => randomIndexed(random, idOf(i), 1)))
  for (let batch = 2; batch <= 4; batch++) await write(index, random, batch)
  await index.close()
}

const storeOf = (directory: string) => join(directory, readdirSync(directory).find(n => n.endsWith('.sqlite')) ?? '')
const segmentsOf = (directory: string) => `${storeOf(directory)}-segments`
const filesOf = (directory: string) => readdirSync(segmentsOf(directory)).map(name => join(segmentsOf(directory), name))

/** Opens the folder and a copy of it that has no segments: both must find the same. Tells how many rows came from where. */
async function opensLikeStore(t: Test, directory: string, label: string) {
  const copy = `${directory}-copy`
  cpSync(directory, copy, { recursive: true })
  rmSync(segmentsOf(copy), { recursive: true, force: true })
  const [given, rebuilt] = [await open(directory), await open(copy)]
  t.equal(rebuilt.saved, 0)
  t.equal(await given.index.count(), await rebuilt.index.count(), label)
  const random = createRandom(given.read + 1)
  const ids = Array.from({ length: idsMax }, (_, i) => idOf(i))
  let same = true
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 20; i++) {
      const query = randomQuery(random, ids)
      const [found, expected] = [await given.index.search(query), await rebuilt.index.search(query)]
      if (JSON.stringify(found) !== JSON.stringify(expected)) same = t.same(found, expected, label)
    }
    const seed = random.below(1e6)
    for (const { index } of [given, rebuilt]) await write(index, createRandom(seed), 1000 + round)
  }
  t.ok(same, `${label}: the same searches, then and after more writes`)
  await given.index.close()
  await rebuilt.index.close()
  rmSync(copy, { recursive: true })
  return { saved: given.saved, read: given.read }
}

const [, , writerFolder] = process.argv
if (writerFolder !== undefined) {
  const { index } = await open(writerFolder)
  const random = createRandom((await index.count()) + 1)
  for (let batch = 1; ; batch++) {
    await write(index, random, Date.now())
    process.stdout.write(`${batch}\n`)
  }
} else {
  t.test('a close saves all, and the next start reads no row', async t => {
    const directory = t.testdir()
    await fill(directory, 1)
    const { saved, read } = await opensLikeStore(t, directory, 'closed')
    t.equal(read, 0)
    t.ok(saved > 4096, `${saved} rows in more than one segment`)
    t.equal((await opensLikeStore(t, directory, 'again')).read, 0)
    const rows = filesOf(directory).reduce((sum, file) => sum + statSync(file).size, 0)
    t.ok(rows < 20_000_000, 'files of segments that are gone are gone')
  })

  t.test('kill -9 at any point loses nothing', async t => {
    const directory = t.testdir()
    await fill(directory, 2)
    for (const lines of [1, 4, 9]) {
      const child = spawn(process.execPath, [import.meta.filename, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
      let left = lines
      for await (const _ of createInterface({ input: child.stdout })) if (--left === 0) child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await opensLikeStore(t, directory, `killed after ${lines} batches`)
    }
  })

  t.test('torn, foreign, old and missing files are built anew', async t => {
    const directory = t.testdir()
    const foreign = t.testdir({ foreign: {} })
    await fill(directory, 3)
    await fill(join(foreign, 'foreign'), 4)
    const damages: Record<string, (file: string) => void> = {
      torn: file => truncateSync(file, 100_000),
      empty: file => truncateSync(file, 0),
      flipped: file => {
        const bytes = readFileSync(file)
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1
        writeFileSync(file, bytes)
      },
      foreign: file => copyFileSync(filesOf(join(foreign, 'foreign'))[0] as string, file),
      missing: file => rmSync(file)
    }
    for (const [label, damage] of Object.entries(damages)) {
      const [file, ...others] = filesOf(directory)
      writeFileSync(join(segmentsOf(directory), 'left by a crash'), 'half')
      damage(file as string)
      const { read } = await opensLikeStore(t, directory, label)
      t.ok(read > 0, `${label}: ${read} rows read from the store`)
      t.ok(others.length > 0)
      t.notOk(filesOf(directory).some(name => name.endsWith('left by a crash')))
      const healed = await open(directory)
      t.equal(healed.read, 0, `${label}, healed`)
      await healed.index.close()
    }
  })

  t.test('a store put back from a backup knows its own segments only', async t => {
    const directory = t.testdir({ now: {} })
    const now = join(directory, 'now')
    await fill(now, 5)
    const backup = join(directory, 'backup')
    cpSync(now, backup, { recursive: true })
    await fill(now, 6, 300)
    copyFileSync(storeOf(backup), storeOf(now))
    await opensLikeStore(t, now, 'files newer than the store')
    cpSync(segmentsOf(backup), segmentsOf(now), { recursive: true })
    await opensLikeStore(t, now, 'files older than the store')
  })
}
