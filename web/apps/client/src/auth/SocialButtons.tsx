import { errorSentence } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { config } from '../live/config'
import { words } from '../words'
import { NAMES, type Provider, startWith } from './social'

const marks: Record<Provider, string> = {
  google:
    'M21 12.2c0-.6-.1-1.2-.2-1.7H12v3.3h5a4.3 4.3 0 0 1-1.9 2.8v2.2h3c1.8-1.6 2.9-4 2.9-6.6ZM12 21.3c2.5 0 4.6-.8 6.1-2.3l-3-2.2c-.8.5-1.9.9-3.1.9-2.4 0-4.4-1.6-5.1-3.8H3.8v2.3a9.3 9.3 0 0 0 8.2 5.1ZM6.9 13.9a5.5 5.5 0 0 1 0-3.6V8H3.8a9.3 9.3 0 0 0 0 8.2l3.1-2.3ZM12 6.5c1.4 0 2.6.5 3.5 1.4l2.7-2.7A9.3 9.3 0 0 0 3.8 8l3.1 2.3C7.6 8.1 9.6 6.5 12 6.5Z',
  apple:
    'M16.7 12.8c0-2.3 1.9-3.4 2-3.5-1.1-1.6-2.8-1.8-3.4-1.8-1.4-.1-2.8.9-3.5.9-.7 0-1.8-.8-3-.8-1.6 0-3 .9-3.8 2.3-1.6 2.8-.4 7 1.2 9.3.8 1.1 1.7 2.4 2.9 2.3 1.2 0 1.6-.7 3-.7s1.8.7 3 .7c1.3 0 2.1-1.1 2.8-2.2.9-1.3 1.3-2.5 1.3-2.6-.1 0-2.5-1-2.5-3.9ZM14.4 6c.6-.8 1.1-1.9 1-3-.9 0-2.1.6-2.7 1.4-.6.7-1.1 1.8-1 2.9 1.1.1 2.1-.5 2.7-1.3Z',
}

/** The ways in by an account one has elsewhere: only those that this server knows. */
export function SocialButtons() {
  const t = words.t.auth
  const [said, setSaid] = useState('')
  const known = (['google', 'apple'] as const).filter((provider) => config.value?.social_auth[provider])
  if (!known.length) return null

  async function start(provider: Provider) {
    try {
      setSaid((await startWith(provider)) ? '' : t.socialUnavailable(NAMES[provider]))
    } catch (error) {
      setSaid(errorSentence(error))
    }
  }

  return (
    <div class="grid gap-3">
      <p class="flex items-center gap-3 text-sm text-muted">
        <span class="h-px grow bg-line" />
        {t.or}
        <span class="h-px grow bg-line" />
      </p>
      {known.map((provider) => (
        <button key={provider} type="button" class="btn-quiet min-h-12" onClick={() => start(provider)}>
          <svg aria-hidden="true" viewBox="0 0 24 24" class="size-5 fill-current">
            <path d={marks[provider]} />
          </svg>
          {t[provider]}
        </button>
      ))}
      <div role="alert">{said && <p class="rounded-xl bg-warn-soft px-4 py-3 text-warn">{said}</p>}</div>
    </div>
  )
}
