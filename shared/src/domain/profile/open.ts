import type { Graduate } from '../../contracts/graduate.ts'

/** Whether a posting may find the graduate: who seeks work and did not refuse personalised matching. Pure. */
export function isOpen({ status, consent }: Graduate): boolean {
  return (status ?? 'seeking') === 'seeking' && consent?.personalised !== false
}
