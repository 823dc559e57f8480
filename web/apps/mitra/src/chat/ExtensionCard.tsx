import type { ChatSession } from '@curhat/chat'
import { Button, duration, errorSentence, rupiah, serverNow, toast, useNow } from '@curhat/ui'
import { useState } from 'preact/hooks'
import { SensitiveBadge } from '../parts/SensitiveBadge'
import { words } from '../words'
import { answerExtension } from './act'

/** The customer would like more time. The topic is the session's as it is now, not as it was when they asked. */
export function ExtensionCard({ session }: { session: ChatSession }) {
  const t = words.t.chat
  const [answering, setAnswering] = useState<'accept' | 'reject' | null>(null)
  useNow(1000)
  const extension = session.pending_extension
  if (!extension) return null
  const sensitive = session.topic_sensitivity === 'sensitive'
  const minutes = extension.price_tier.duration_minutes

  async function answer(how: 'accept' | 'reject') {
    if (answering) return
    setAnswering(how)
    try {
      await answerExtension(session.id, extension?.id ?? '', how)
      toast(how === 'accept' ? t.extensionAccepted(minutes) : t.extensionRejected)
    } catch (error) {
      toast(errorSentence(error), 'bad')
    } finally {
      setAnswering(null)
    }
  }

  return (
    <section
      aria-labelledby="extension"
      data-topic={session.topic_sensitivity}
      class={`border-t-4 bg-card ${sensitive ? 'border-sensitive-line' : 'border-brand'}`}
    >
      <div class="mx-auto max-w-3xl px-4 py-3 sm:px-6">
        <div class="flex flex-wrap items-center justify-between gap-2">
          <h2 id="extension" class="font-semibold">
            {t.extensionTitle}
          </h2>
          {sensitive && <SensitiveBadge />}
        </div>
        <p class="mt-1">
          {t.extensionText(session.counterpart?.display_name ?? '', minutes)}{' '}
          <span class="whitespace-nowrap text-muted">({rupiah(extension.price_tier.price_idr)})</span>
        </p>
        <p class="mt-1 text-sm text-muted tabular-nums">
          {t.extensionLeft(duration(Date.parse(extension.respond_by) - serverNow()))}
        </p>
        <div class="mt-3 flex justify-between gap-8">
          <Button look="quiet" class="grow basis-0 px-2" busy={answering === 'reject'} onClick={() => answer('reject')}>
            {t.extensionReject}
          </Button>
          <Button class="grow basis-0 px-2" busy={answering === 'accept'} onClick={() => answer('accept')}>
            {t.extensionAccept}
          </Button>
        </div>
      </div>
    </section>
  )
}
