import { Button, Dialog, errorSentence, toast } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../icons'
import { count } from '../lists/count'
import { csv, download } from '../lists/csv'
import { readAll } from '../lists/readAll'
import { countTotal, type Total } from '../lists/total'
import type { CursorPage } from '../lists/useCursorList'
import { words } from '../words'

interface Props<Row> {
  /** Name of the file, without its ending. */
  file: string
  head: readonly string[]
  line: (row: Row) => readonly (string | number | null | undefined)[]
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<CursorPage<Row>>
}

interface Progress {
  done: number
  total: Total
}
const NOTHING_YET: Progress = { done: 0, total: { rows: 0, areMore: true } }

/** How far it is; without an end where nobody knows it, so that no bar is full long before. */
function HowFar({ done, total }: Progress) {
  const t = words.t.lists.export
  return (
    <>
      <p role="status" class="text-muted tabular-nums">
        {total.areMore ? t.soFar(count(done)) : t.progress(count(done), countTotal(total))}
      </p>
      <progress
        // A bar that has had a value keeps it: one without an end is another.
        key={String(total.areMore)}
        class="mt-3 h-2 w-full [border:revert] accent-brand"
        aria-label={t.title}
        {...(total.areMore ? {} : { max: total.rows || 1, value: done })}
      />
    </>
  )
}

/** Downloads all rows of the filtered list, saying how far it is; it can be stopped. */
export function ExportButton<Row>({ file, head, line, read }: Props<Row>) {
  const t = words.t.lists.export
  const stopper = useRef<AbortController | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => () => stopper.current?.abort(), [])

  async function run() {
    const mine = new AbortController()
    stopper.current = mine
    setProgress(NOTHING_YET)
    try {
      const rows = await readAll(
        (cursor) => read(cursor, mine.signal),
        mine.signal,
        (done, total) => setProgress({ done, total }),
      )
      download(`${file}.csv`, csv([head, ...rows.map(line)]))
      toast(t.done(count(rows.length)))
    } catch (error) {
      if (mine.signal.aborted) toast(t.canceled)
      else toast(errorSentence(error), 'bad')
    } finally {
      if (stopper.current === mine) setProgress(null)
    }
  }

  return (
    <>
      <Button look="quiet" onClick={run}>
        <Icon name="download" />
        {t.button}
      </Button>
      <Dialog open={progress !== null} title={t.title} onClose={() => stopper.current?.abort()}>
        <HowFar {...(progress ?? NOTHING_YET)} />
        <div class="mt-5 flex justify-end">
          <Button look="quiet" onClick={() => stopper.current?.abort()}>
            {t.cancel}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
