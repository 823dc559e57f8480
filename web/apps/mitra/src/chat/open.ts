import { isLive } from '@curhat/chat'
import { computed } from '@preact/signals'
import { chat } from '../live/chat'

/** The sessions in which something can be said now. */
export const open = computed(() => chat.sessions.open.value.filter(isLive))
/** What waits to be read in all of them. */
export const unreadTotal = chat.unread
