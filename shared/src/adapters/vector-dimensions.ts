/** @throws RangeError that names the posting or graduate where the index holds vectors of other dimensions */
export function assertDimensions(id: string, vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions)
    throw new RangeError(`${id}: a vector of ${vector.length} dimensions, the index holds ${dimensions}`)
}
