import { Button, Empty, Failure } from '@curhat/ui'
import { Link } from 'wouter-preact'
import { Page } from '../parts/Page'
import { home } from '../routes'
import { words } from '../words'

/** What is at no address. */
export function NotFound() {
  const t = words.t.shell.notFound
  return (
    <Page title={t.title}>
      <div class="card">
        <Empty title={t.text}>
          <Link href={home()} class="btn-quiet mt-2">
            {words.t.shell.forbidden.home}
          </Link>
        </Empty>
      </div>
    </Page>
  )
}

/** A page that one's role does not include. */
export function Forbidden() {
  const t = words.t.shell.forbidden
  return (
    <Page title={t.title}>
      <div class="card">
        <Empty title={t.text}>
          <Link href={home()} class="btn-quiet mt-2">
            {t.home}
          </Link>
        </Empty>
      </div>
    </Page>
  )
}

/** A page that threw. */
export function Broken({ error, again }: { error: Error; again: () => void }) {
  const t = words.t.shell.broken
  return (
    <Page title={t.title}>
      <div class="card">
        {error.name === 'ApiError' ? (
          <Failure error={error} again={again} />
        ) : (
          <Empty title={t.text}>
            <Button look="quiet" onClick={again}>
              {t.again}
            </Button>
          </Empty>
        )}
      </div>
    </Page>
  )
}
