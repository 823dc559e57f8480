import type { ChatSession } from '@curhat/chat'
import { Link } from 'wouter-preact'
import { words } from '../words'

/** It ended while one was in it. */
export function OverCard({ session }: { session: ChatSession }) {
  const t = words.t.chat
  return (
    <section aria-labelledby="over" class="border-t border-line bg-card pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <div class="mx-auto flex max-w-3xl flex-wrap items-center justify-between gap-3 px-4 pt-4 sm:px-6">
        <div role="status">
          <h2 id="over" class="font-semibold">
            {t.completedTitle}
          </h2>
          <p class="text-sm text-muted">{t.completedText}</p>
        </div>
        <div class="flex grow justify-end gap-3">
          <Link href={`/history/${session.id}`} replace class="btn-quiet">
            {t.toTranscript}
          </Link>
          <Link href="/home" replace class="btn">
            {t.toHome}
          </Link>
        </div>
      </div>
    </section>
  )
}
