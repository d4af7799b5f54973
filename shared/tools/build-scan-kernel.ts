import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import wabt from 'wabt'

const engine = resolve(import.meta.dirname, '../../src/engine')

/** The scan kernel's WebAssembly, assembled from its source; the same bytes on every machine. */
export async function assembleScanKernel(): Promise<Uint8Array> {
  const { parseWat } = await wabt()
  const name = 'scan-kernel.wat'
  const module = parseWat(name, readFileSync(resolve(engine, name), 'utf8'), { simd: true, threads: true })
  try {
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

if (process.argv[1] === import.meta.filename) {
  const base64 = Buffer.from(await assembleScanKernel()).toString('base64')
  const lines = base64.match(/.{1,110}/g) ?? []
  const text = lines.map(line => `  '${line}'`).join(' +\n')
  writeFileSync(
    resolve(engine, 'scan-kernel-bytes.ts'),
    `/** Made from scan-kernel.wat by \`npm run build:kernel\`; a test compares them. */\nexport const scanKernelBase64 =\n${text}\n`
  )
}
