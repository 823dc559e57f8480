import { clock, codeSentence } from '@curhat/ui'
import { memo } from 'preact/compat'
import type { Outbox } from '../store/outbox'
import { Said } from './links'
import type { Bubble } from './rows'
import { Ticks } from './Ticks'
import { chatWords } from './words'

interface Props {
  row: Bubble
  /** The other side's name. */
  name: string
  outbox?: Outbox | undefined
}

/** One message. Whose it is: by its side, its shape and its label, not by colour alone. */
export const BubbleRow = memo(
  function BubbleRow({ row, name, outbox }: Props) {
    const t = chatWords()
    const { own, unsent } = row
    const corner = own ? 'rounded-br-md' : 'rounded-bl-md'
    return (
      <li class={`flex flex-col ${own ? 'items-end' : 'items-start'} ${row.first ? 'mt-3' : 'mt-1'}`}>
        <div
          class={`max-w-[82%] rounded-2xl px-3.5 py-2 shadow-xs sm:max-w-[70%] ${row.last ? corner : ''} ${own ? 'bg-own' : 'bg-card'}`}
        >
          {row.goodbye ? (
            <p class="wrap-anywhere text-sm font-semibold text-fg/75">{own ? t.goodbyeYours : t.goodbyeFrom(name)}</p>
          ) : (
            <span class="sr-only">{t.from(own ? t.you : name)} </span>
          )}
          <p class="wrap-anywhere whitespace-pre-wrap">
            <Said text={row.content} />
          </p>
          <p class="-mt-0.5 flex items-center justify-end gap-1 text-xs text-fg/75 tabular-nums">
            <time dateTime={new Date(row.at).toISOString()}>{clock(row.at)}</time>
            {row.progress && <Ticks progress={row.progress} />}
          </p>
        </div>
        {unsent?.failed && outbox && (
          <div class="mt-1 flex flex-wrap items-center justify-end gap-x-1 rounded-2xl bg-card px-3 text-sm shadow-xs">
            <span class="text-bad">{codeSentence(unsent.failed, unsent.detail)}</span>
            {unsent.failed !== 'SESSION_NOT_ACTIVE' && (
              <button
                type="button"
                class="min-h-11 px-2 font-medium underline"
                onClick={() => outbox.again(unsent.client_message_id)}
              >
                {t.tapAgain}
              </button>
            )}
            <button
              type="button"
              class="min-h-11 px-2 text-muted underline"
              onClick={() => outbox.discard(unsent.client_message_id)}
            >
              {t.discard}
            </button>
          </div>
        )}
      </li>
    )
  },
  (a, b) =>
    a.name === b.name &&
    a.row.key === b.row.key &&
    a.row.first === b.row.first &&
    a.row.last === b.row.last &&
    a.row.progress === b.row.progress &&
    a.row.content === b.row.content &&
    a.row.at === b.row.at,
)
