import { Link } from 'wouter-preact'
import { isGuest } from '../session'
import { words } from '../words'

/** A guest's history lives as long as the device does. */
export function GuestCard() {
  const t = words.t.home
  if (!isGuest.value) return null
  return (
    <section class="card mt-4 flex flex-wrap items-center gap-x-4 gap-y-3 p-5" aria-labelledby="guest">
      <div class="min-w-48 grow basis-0">
        <h2 id="guest" class="font-semibold">
          {t.guestTitle}
        </h2>
        <p class="mt-1 text-sm text-muted">{t.guestText}</p>
      </div>
      <Link href="/auth/phone" class="btn-quiet">
        {t.guestAction}
      </Link>
    </section>
  )
}
