import { ApiError } from '@curhat/api'
import { Failure, focusHeading } from '@curhat/ui'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { words } from '../words'
import { Door } from './Door'

/** A session that can't be shown: there is none, or it can't be read just now. */
export function Unreadable({ error, again }: { error: unknown; again: () => void }) {
  const t = words.t.chat
  const none = error instanceof ApiError && error.problem.status === 404
  const title = none ? t.gone : t.unreadable
  useEffect(() => focusHeading(`${title} – ${words.t.shell.app}`), [title])
  return (
    <Door up="/home">
      <div class="grid grow content-center justify-items-center pb-16">
        <h1 tabIndex={-1} class="text-center text-xl font-semibold text-balance">
          {title}
        </h1>
        <Failure error={error} {...(none ? {} : { again })} />
        <Link href="/home" class="btn-quiet" replace>
          {t.toHome}
        </Link>
      </div>
    </Door>
  )
}
