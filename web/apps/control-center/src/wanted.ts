/** Where one wanted to go before one was asked to sign in; only within this app. */
export function addressAfter(search: string): string | null {
  const next = new URLSearchParams(search).get('next')
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : null
}

/** The login page that leads back to an address. */
export const loginAddress = (wanted: string) =>
  wanted === '/' || wanted === '' ? '/login' : `/login?next=${encodeURIComponent(wanted)}`
