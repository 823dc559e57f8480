import { dateTime, relative, useNow } from '@curhat/ui'

/** A time both ways: how long ago, and when. */
export function When({ at }: { at: string }) {
  useNow(30_000)
  return (
    <time dateTime={at} class="text-sm text-muted tabular-nums">
      {relative(at)} · {dateTime(at)}
    </time>
  )
}
