import { Transform } from 'node:stream'
import { Parser } from 'tap-parser'

/**
 * tap reporter: a line per test file, every failure with its details, every skip with its reason, and the closing
 * line `N passed, N failed, N skipped` (assertions), which CI reads and tap's own reporters lack.
 */
export default class PlainReporter extends Transform {
  #counts = { passed: 0, failed: 0, skipped: 0 }
  #skips = []
  #parser = new Parser()

  constructor() {
    super()
    this.#follow(this.#parser, [])
  }

  #follow(parser, names) {
    /** Failures counted before the subtest that the next assertion sums up; undefined: it sums up none. */
    let failedBefore
    parser.on('child', started => {
      failedBefore = this.#counts.failed
      this.#follow(started, [...names, started.name])
    })
    parser.on('assert', result => {
      const summarises = failedBefore !== undefined
      const alreadyCounted = summarises && this.#counts.failed > failedBefore
      failedBefore = undefined
      const name = [...names, result.name].join(' › ')
      if (names.length === 0) this.push(`${result.ok ? '✔' : '✖'} ${result.name}${result.time ? ` (${Math.round(result.time)} ms)` : ''}\n`)
      if (result.skip) {
        this.#counts.skipped++
        this.#skips.push(`${name}: ${result.skip === true ? 'no reason given' : result.skip}`)
      } else if (!result.ok && !alreadyCounted) {
        this.#counts.failed++
        this.push(`\n✖ ${name}\n${JSON.stringify(result.diag, null, 2)}\n\n`)
      } else if (result.ok && !summarises) this.#counts.passed++
    })
    parser.on('bailout', reason => {
      this.#counts.failed++
      this.push(`\nBail out! ${reason}\n`)
    })
  }

  _transform(chunk, _encoding, callback) {
    this.#parser.write(chunk)
    callback()
  }

  _flush(callback) {
    this.#parser.on('complete', results => {
      const { passed, skipped } = this.#counts
      // A plan that was not met or a broken stream has no assertion of its own.
      const failed = this.#counts.failed === 0 && !results.ok ? 1 : this.#counts.failed
      for (const skip of this.#skips) this.push(`skipped: ${skip}\n`)
      this.push(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
      callback()
    })
    this.#parser.end()
  }
}
