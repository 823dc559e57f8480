import { useNetwork } from '@curhat/ui'
import { chat } from '../live/chat'
import { words } from '../words'

/** Says when the server has been out of reach for a while, and goes by itself. It covers nothing: the screens make room. */
export function ConnectionBar() {
  const t = words.t.shell
  const network = useNetwork()
  return (
    <div role="status" class="sticky top-0 z-40">
      {(chat.offline.value || !network) && (
        <p
          class="grid h-(--bar) content-end justify-items-center bg-warn-soft px-4 pb-2 text-sm font-medium text-warn max-[22rem]:text-xs"
          data-bar="connection"
        >
          <span class="max-w-full truncate">{network ? t.reconnecting : t.offline}</span>
        </p>
      )}
    </div>
  )
}
