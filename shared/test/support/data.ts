import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The evaluation data beside the repository (or at ZHIPEI_DATA); it is no part of the product. */
export function dataFile(name: string): string {
  return resolve(process.env.ZHIPEI_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data'), name)
}

/** For tap's `skip` option: false where the file is there, else the reason. */
export function skipWithout(name: string): false | string {
  return existsSync(dataFile(name)) ? false : `no ${name} beside the repository: set ZHIPEI_DATA to the data folder`
}
