import { confirm } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { guardLeaving } from '../../leaving'
import { words } from '../../words'

function mayGo() {
  const { title, text, yes, no } = words.t.settings.leave
  return confirm({ title, text, yes, no, danger: true })
}

/** Asks before one leaves what is not saved. */
export function useLeaveGuard(dirty: boolean) {
  useEffect(() => (dirty ? guardLeaving(mayGo) : undefined), [dirty])
}
