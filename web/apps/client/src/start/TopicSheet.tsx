import type { Topic } from '@curhat/chat'
import { Button, Dialog } from '@curhat/ui'
import { words } from '../words'

/** What kind of story it is. Only its own buttons close it. */
export function TopicSheet({ choose, leave }: { choose: (topic: Topic) => void; leave: () => void }) {
  const t = words.t.start
  return (
    <Dialog open sheet locked title={t.topicTitle} onClose={leave}>
      <p>{t.topicBody}</p>
      <p class="mt-5 mb-3 font-semibold">{t.topicQuestion}</p>
      <div class="grid gap-3">
        <Button class="min-h-14 w-full text-lg" onClick={() => choose('regular')}>
          {t.regular}
        </Button>
        <Button
          look="quiet"
          class="min-h-14 w-full border-brand! text-lg text-brand!"
          onClick={() => choose('sensitive')}
        >
          {t.sensitive}
        </Button>
      </div>
      <p class="mt-4 text-sm text-muted">{t.topicHelp}</p>
      <Button look="plain" class="mt-4 w-full" onClick={leave}>
        {t.cancel}
      </Button>
    </Dialog>
  )
}
