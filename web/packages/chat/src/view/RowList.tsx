import { clock } from '@curhat/ui'
import type { ComponentChildren } from 'preact'
import type { Outbox } from '../store/outbox'
import { BubbleRow } from './BubbleRow'
import type { Row } from './rows'
import { chatWords, dayName } from './words'

/** A chip in the middle, as for days and what happened. */
const Chip = ({ children }: { children: ComponentChildren }) => (
  <span class="rounded-full bg-card/95 px-3 py-1 text-sm font-medium text-fg/80 shadow-xs">{children}</span>
)

/** The rows of a conversation. */
export function RowList({ rows, name, outbox }: { rows: Row[]; name: string; outbox?: Outbox | undefined }) {
  const t = chatWords()
  return (
    <ol aria-label={t.messages} class="mx-auto w-full max-w-3xl px-3 pb-3 sm:px-6">
      {rows.map((row) => {
        if (row.kind === 'bubble') return <BubbleRow key={row.key} row={row} name={name} outbox={outbox} />
        if (row.kind === 'unread')
          return (
            <li key={row.key} data-unread class="my-3 flex items-center gap-3 text-sm font-semibold text-accent">
              <span class="h-px grow bg-accent" />
              <Chip>{t.unread}</Chip>
              <span class="h-px grow bg-accent" />
            </li>
          )
        return (
          <li key={row.key} class="my-4 flex justify-center text-center">
            <Chip>
              {row.kind === 'day'
                ? dayName(row.at)
                : `${row.note.topic === 'sensitive' ? t.wroteSensitive : t.wroteRegular} · ${clock(row.at)}`}
            </Chip>
          </li>
        )
      })}
    </ol>
  )
}
