import { unwrap } from '@curhat/api'
import { Devices as List } from '@curhat/ui'
import { api } from '../session'

const load = async () => {
  const list = await unwrap(api.GET('/api/shared/auth/sessions', { params: { query: { limit: 50 } } }))
  return list.items
}
const signOut = (id: string) => unwrap(api.DELETE('/api/shared/auth/sessions/{id}', { params: { path: { id } } }))

/** Where one is signed in. */
export const Devices = () => <List load={load} signOut={signOut} />
