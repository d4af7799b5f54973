/** Digest of the sources that screen a posting; written by `npm run docs:screening`, tested to be in step. */
<<<<<<< HEAD
export const engineDigest = 'a90758d4b006838b'
=======
export const engineDigest = '1e5ca2b50dcef02a'
>>>>>>> 90c9a52 (feat(screening): demands as they are told: stages of life, kin, papers and roads home, tests and aids, looks by their effect, terms by what is kept back)
