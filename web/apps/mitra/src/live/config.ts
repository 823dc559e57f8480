import { chat } from './chat'

/** What the operators have set; `null` until it is known. */
export const config = chat.config

// Asked for at each connection: what was changed meanwhile was not heard of.
chat.onFrame((frame) => {
  if (frame.type === 'auth_ok') void chat.insist(chat.loadConfig)
})
