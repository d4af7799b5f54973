/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
export const engineDigest = '9ac2f73c9330cd18'
