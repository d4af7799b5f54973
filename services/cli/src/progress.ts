import type { ImportProgress } from '@zhipei/shared/contracts/imports'
import { Presets, SingleBar } from 'cli-progress'

export interface ProgressView {
  update(progress: ImportProgress): void
  stop(): void
}

/** A bar on stderr where a person watches; nothing where the output goes to a file or a program. */
export function createProgressView(name: string, bytesTotal: number): ProgressView {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      format: '{name} |{bar}| {percentage}% {rows} 行，接收 {accepted}，拒绝 {rejected}，剩余约 {eta_formatted}',
      stream: process.stderr,
      hideCursor: true
    },
    Presets.shades_classic
  )
  bar.start(bytesTotal, 0, { name, rows: 0, accepted: 0, rejected: 0 })
  return {
    update: ({ bytesRead, rows, accepted, rejected }) => bar.update(bytesRead, { rows, accepted, rejected }),
    stop: () => bar.stop()
  }
}
