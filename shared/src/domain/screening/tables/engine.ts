/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
export const engineDigest = 'daff0e6264f514c3'
