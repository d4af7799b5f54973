/** A thread that gives back what it gets, fails, or dies, as it is told. */
import { serveThread } from '../../src/adapters/threads/serve-thread.ts'

serveThread(async () => ({
  answer(text: string): string {
    if (text === 'die') process.exit(1)
    if (text === 'fail') throw new RangeError('told to fail')
    return text
  },
  close: async () => undefined
}))
