import { unwrap } from '@curhat/api'
import { api } from '../session'
import { chat } from './chat'

/** What the operators have set; `null` until it is known. */
export const config = chat.config

/** Asked for at each connection: what was changed meanwhile was not heard of. */
export async function loadConfig() {
  config.value = await unwrap(api.GET('/api/shared/config'))
}

chat.onFrame((frame) => {
  if (frame.type === 'auth_ok') loadConfig().catch(() => undefined)
})
