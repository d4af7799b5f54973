/** The mixed load for long: `npm run load` watches the server's memory beside it and judges its slope. */
export { handleSummary, mix, options } from './mixed.ts'
