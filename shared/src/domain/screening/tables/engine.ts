/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
export const engineDigest = '3df4ca1bdb0ad5c7'
