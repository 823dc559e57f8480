import { focusHeading } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { words } from '../words'

/** An address that is none of ours. */
export function NotFound() {
  const t = words.t.shell
  useEffect(() => focusHeading(`${t.notFoundTitle} – ${t.app}`), [t])
  return (
    <main id="content" class="grid min-h-dvh place-content-center justify-items-center gap-3 px-6 text-center">
      <h1 tabIndex={-1} class="text-xl font-semibold">
        {t.notFoundTitle}
      </h1>
      <p class="text-muted">{t.notFoundText}</p>
      <Link href="/home" class="btn mt-3">
        {t.toHome}
      </Link>
    </main>
  )
}
