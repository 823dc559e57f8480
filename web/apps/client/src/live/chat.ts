import { createSocket } from '@curhat/api'
import { chatServer, createChat, localShelf } from '@curhat/chat'
import { effect, untracked } from '@preact/signals'
import { api, bridge, owner } from '../session'
import { onForget, PREFIX } from '../storage'

/** Renews first when the server did not take the token that is held. */
async function token(refused: boolean) {
  const held = bridge.tokens?.access_token
  if (!held) return null
  return refused ? ((await bridge.renew(held))?.access_token ?? null) : held
}

/** All conversations, and the one connection they come by, for as long as one is signed in. */
export const chat = createChat({
  side: 'customer',
  server: chatServer(api, 'customer'),
  shelf: localShelf(`${PREFIX}chat-`),
  connect: (handlers) =>
    createSocket({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/shared/ws`,
      token,
      ...handlers,
    }),
})

onForget(() => chat.forget())

/** Connected while one is signed in, and anew for another person: what is open belongs to one alone. */
export const followSignIn = () =>
  effect(() => {
    const who = owner.value
    untracked(() => {
      chat.stop()
      if (who !== null) chat.start()
    })
  })
