import { unwrap } from '@curhat/api'
import { createWebPush } from '@curhat/ui'
import { api } from '../session'
import { onForget } from '../storage'

const body = (token: string) => ({ token, platform: 'web' as const })

/** Notices for when this app is closed. */
export const push = createWebPush('/app/', {
  key: async () => (await unwrap(api.GET('/api/shared/device-token/web-push'))).public_key,
  register: (token) => unwrap(api.POST('/api/shared/device-token', { body: body(token) })),
  unregister: (token) => unwrap(api.DELETE('/api/shared/device-token', { body: body(token) })),
})

onForget(() => void push.forget().catch(() => undefined))
