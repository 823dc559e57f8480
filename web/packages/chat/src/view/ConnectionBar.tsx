import { lang, useNetwork } from '@curhat/ui'
import type { Chat } from '../store/chat'

/** Apart from the other words, which a screen without a conversation does without. */
const words = {
  id: {
    reconnecting: 'Menyambung lagi…',
    offline: 'Tidak ada internet. Tulisanmu tetap tersimpan.',
    lost: 'Sambungan langsung terputus.',
    again: 'Coba lagi',
  },
  en: {
    reconnecting: 'Reconnecting…',
    offline: 'No internet. What you have typed is kept.',
    lost: 'The live connection is lost.',
    again: 'Try again',
  },
}

/**
 * Says when the server has been out of reach for a while, and goes by itself; or that it wants no more of this connection, and
 * then it is up to the person. It covers nothing: the screens make room.
 */
export function ConnectionBar({ chat }: { chat: Chat }) {
  const t = words[lang.value]
  const network = useNetwork()
  const away = !network ? t.offline : chat.offline.value ? t.reconnecting : null
  return (
    <div role="status" class="sticky top-0 z-40">
      {(away || chat.lost.value) && (
        <p
          class="grid h-(--bar) content-end justify-items-center bg-warn-soft px-4 text-sm font-medium text-warn max-[22rem]:text-xs"
          data-bar="connection"
        >
          <span class="flex min-h-11 max-w-full items-center">
            <span class="truncate">{away ?? t.lost}</span>
            {!away && (
              <button type="button" class="min-h-11 shrink-0 px-3 underline" onClick={chat.start}>
                {t.again}
              </button>
            )}
          </span>
        </p>
      )}
    </div>
  )
}
