import wabt from 'wabt'
import { webAssembly } from '../../src/engine/web-assembly.ts'

const source = `(module
  (import "env" "memory" (memory 1 65536 shared))
  (func (export "read") (param $from i32) (param $to i32) (result i32)
    (local $a v128) (local $b v128)
    (loop $next
      (local.set $a (v128.or (local.get $a) (v128.or
        (v128.load (local.get $from)) (v128.load offset=16 (local.get $from)))))
      (local.set $b (v128.or (local.get $b) (v128.or
        (v128.load offset=32 (local.get $from)) (v128.load offset=48 (local.get $from)))))
      (br_if $next (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 64))) (local.get $to))))
    (i32x4.extract_lane 0 (v128.or (local.get $a) (local.get $b)))))`

const bytes = 256 * 1024 * 1024
const pageBytes = 65_536
const rounds = 9

/** Bytes a second that one thread reads from memory in order: the best of several rounds. The limit of any scan. */
export async function measureReadBandwidth(): Promise<number> {
  const { parseWat } = await wabt()
  const module = parseWat('bandwidth.wat', source, { simd: true, threads: true })
  const memory = new webAssembly.Memory({ initial: bytes / pageBytes, maximum: bytes / pageBytes, shared: true })
  new Uint8Array(memory.buffer).fill(1)
  const instance = new webAssembly.Instance(new webAssembly.Module(module.toBinary({}).buffer), { env: { memory } })
  module.destroy()
  const read = instance.exports.read as (from: number, to: number) => number
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    read(0, bytes)
    best = Math.min(best, performance.now() - start)
  }
  return bytes / (best / 1000)
}
