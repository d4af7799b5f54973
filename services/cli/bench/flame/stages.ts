import type { Frame, SampledStack } from './profile.ts'

interface Stage {
  readonly name: string
  /** Matches `file function` of a frame. */
  readonly frame: RegExp
}

/** A stack belongs to the first stage that any of its frames matches: what is called by more than one stage comes first. */
const stages: readonly Stage[] = [
  { name: 'garbage collection', frame: /\(garbage collector\)$/ },
  { name: 'search: vectors', frame: /engine\/(nearest|row-memory|scan-kernel|quantise)\.|^wasm:/ },
  { name: 'search: BM25', frame: /engine\/(bm25|term-lists|vocabulary)\.| bestByTerms$/ },
  { name: 'search: filters, fusing by rank', frame: /engine\// },
  { name: 'read outlines and postings', frame: /embedded-posting-index\/|matching\/outline\./ },
  { name: 'reasons', frame: /matching\/explain\.|matcher\/build\/src\/availability\./ },
  { name: 'spread over employers', frame: /matching\/(diversify|congestion)\./ },
  { name: 'person: facts', frame: /matcher\/build\/src\/person\./ },
  { name: 'query embedding and terms', frame: /onnx|query-terms\.|jieba/ },
  { name: 'score', frame: /domain\/matching\/(?!ranked-list)/ },
  {
    name: 'the rest of ranking, the list packed and written',
    frame: /matcher\/build\/src\/(ranking|pages|present|kept-pages)\./
  },
  { name: 'served events (fsync waited for)', frame: /served-queue\.|sqlite\/(event|log-tail|group-commit|consumer)/ },
  { name: 'stores (fsync waited for)', frame: /sqlite/ },
  {
    name: 'between the threads',
    frame: /adapters\/threads\/|match-(thread|worker)\.|node:internal\/worker|node:v8|structuredClone/
  },
  { name: 'logs and metrics', frame: /pino|prom-client|matcher\/build\/src\/metrics\./ },
  { name: 'check of the request', frame: /contracts\/|typebox|recommendation-request\./ },
  { name: 'request and answer', frame: /matcher\/build\/src\// },
  {
    name: 'HTTP',
    frame: /node_modules\/|platform\/|node:_http|node:net|node:internal\/(streams|stream_base|http)|writev/
  },
  { name: 'the runtime', frame: /./ }
]

const matches = (frame: RegExp, stack: readonly Frame[]) =>
  stack.some(({ file, name }) => frame.test(`${file} ${name}`))

/** Time of each stage, in the order of the list above; those that were not seen are left out. */
export function timeByStage(stacks: readonly SampledStack[]): ReadonlyMap<string, number> {
  const times = new Map(stages.map(({ name }) => [name, 0]))
  for (const { stack, micros } of stacks) {
    const stage = stages.find(({ frame }) => matches(frame, stack))
    if (stage !== undefined) times.set(stage.name, (times.get(stage.name) ?? 0) + micros)
  }
  return new Map([...times].filter(([, micros]) => micros > 0))
}
