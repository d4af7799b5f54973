import { join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { graphFile } from './manifest.ts'

/** One thread that sleeps between calls: spinning threads would burn a core. */
export function openSession(folder: string): Promise<InferenceSession> {
  return InferenceSession.create(join(folder, graphFile), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } }
  })
}
