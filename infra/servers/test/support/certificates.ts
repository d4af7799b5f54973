import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificates {
  /** PEM files. */
  readonly ca: string
  issue(commonName: string): Promise<Issued>
}

export interface Issued {
  readonly cert: string
  readonly key: string
  /** Key and certificate in one file, as Kafka reads them. */
  readonly both: string
}

/** A certification authority in `directory`, made with openssl. Its certificates are for 127.0.0.1. */
export async function createCertificates(directory: string, name: string): Promise<Certificates> {
  const file = (suffix: string) => join(directory, `${name}.${suffix}`)
  const openssl = (...args: string[]) => run('openssl', args)
  const fresh = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const ca = file('ca.pem')
  const caKey = file('ca.key')
  await openssl(...fresh, '-x509', '-days', '2', '-subj', `/CN=${name}`, '-keyout', caKey, '-out', ca)
  return {
    ca,
    async issue(commonName) {
      const [cert, key, both] = [file(`${commonName}.pem`), file(`${commonName}.key`), file(`${commonName}.both.pem`)]
      const extensions = file(`${commonName}.ext`)
      await writeFile(extensions, 'subjectAltName=IP:127.0.0.1\n')
      await openssl(...fresh, '-subj', `/CN=${commonName}`, '-keyout', key, '-out', `${cert}.csr`)
      const sign = ['x509', '-req', '-days', '2', '-in', `${cert}.csr`, '-CA', ca, '-CAkey', caKey, '-CAcreateserial']
      await openssl(...sign, '-extfile', extensions, '-out', cert)
      const texts = await Promise.all([key, cert, ca].map(path => readFile(path, 'utf8')))
      await writeFile(both, texts.join(''))
      return { cert, key, both }
    }
  }
}
