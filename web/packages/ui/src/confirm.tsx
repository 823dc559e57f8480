import { signal } from '@preact/signals'
import { Button } from './Button'
import { Dialog } from './Dialog'

interface Question {
  title: string
  text?: string
  yes: string
  no: string
  danger?: boolean
}

const asked = signal<(Question & { answer: (yes: boolean) => void }) | null>(null)

/** Asks before something that can't be taken back. True when the person agreed. */
export const confirm = (question: Question) =>
  new Promise<boolean>((resolve) => {
    asked.value?.answer(false)
    asked.value = {
      ...question,
      answer(yes) {
        asked.value = null
        resolve(yes)
      },
    }
  })

/** Stands once in each app. */
export function Confirmations() {
  const question = asked.value
  return (
    <Dialog open={!!question} title={question?.title ?? ''} onClose={() => question?.answer(false)}>
      {question?.text && <p class="text-muted">{question.text}</p>}
      <div class="mt-5 flex flex-wrap justify-end gap-3">
        <Button look="quiet" onClick={() => question?.answer(false)}>
          {question?.no}
        </Button>
        <Button look={question?.danger ? 'bad' : 'main'} onClick={() => question?.answer(true)}>
          {question?.yes}
        </Button>
      </div>
    </Dialog>
  )
}
