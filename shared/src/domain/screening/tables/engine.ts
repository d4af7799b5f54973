/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
export const engineDigest = 'c28ea6a103e0e7b2'
