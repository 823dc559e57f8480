import { createStorage } from '@curhat/api'

/** All that this app keeps in the browser's storage begins like this. */
export const PREFIX = 'curhat-mitra-'

export const { kept, keep, drop, onForget, forgetAll } = createStorage(PREFIX)
