/** Upper bound of a tree's leaves: it is scored as bits of a word. Apart from the schemas, as `degree-levels.ts`. */
export const leavesMax = 32
