/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
export const engineDigest = 'e3eded4c75a90f63'
