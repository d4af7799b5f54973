/** Deletes every index whose name starts so. */
export async function deleteIndexes(url: string, prefix: string): Promise<void> {
  const names = (await (await fetch(`${url}/_cat/indices/${prefix}*?h=index`)).text()).split('\n').filter(Boolean)
  for (const name of names) await fetch(`${url}/${name}`, { method: 'DELETE' })
}
