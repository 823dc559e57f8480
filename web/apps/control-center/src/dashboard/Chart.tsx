import { lang } from '@curhat/ui'
import { useEffect, useRef, useState } from 'preact/hooks'

interface Bar {
  label: Date
  value: number
  /** The part of it that stands out, at the foot. */
  part: number
}
interface Props {
  /** What it shows, for who can't see it. */
  alt: string
  bars: readonly Bar[]
  tick: (n: number) => string
  pointed: number | null
  onPoint: (index: number | null) => void
}

const HEIGHT = 240
const LEFT = 52
const BOTTOM = 26
const TOP = 8

/** A round step, so that about four lines reach the top. */
function step(top: number) {
  const raw = Math.max(top, 1) / 4
  const size = 10 ** Math.floor(Math.log10(raw))
  return Math.max(1, ([1, 2, 2.5, 5, 10].find((each) => each * size >= raw) ?? 10) * size)
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    if (element.current) watch.observe(element.current)
    return () => watch.disconnect()
  }, [])
  return [element, width] as const
}

/** A bar for each day, drawn at the size that there is. */
export function Chart({ alt, bars, tick, pointed, onPoint }: Props) {
  const [element, width] = useWidth()
  const each = step(Math.max(...bars.map((bar) => bar.value)))
  const top = each * Math.max(1, Math.ceil(Math.max(...bars.map((bar) => bar.value)) / each))
  const slot = Math.max(0, width - LEFT) / bars.length
  const thick = Math.min(36, slot * 0.68)
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)
  const every = Math.max(1, Math.ceil(84 / Math.max(1, slot)))
  const date = new Intl.DateTimeFormat(lang.value === 'en' ? 'en-GB' : 'id-ID', { day: 'numeric', month: 'short' })
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect()
    const index = Math.floor((event.clientX - box.left - LEFT) / slot)
    onPoint(index >= 0 && index < bars.length ? index : null)
  }
  return (
    <div ref={element} class="min-h-60 overflow-hidden">
      {width > 0 && (
        <svg
          role="img"
          aria-label={alt}
          // Paper has another width than the screen for which it was drawn.
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width={width}
          height={HEIGHT}
          class="block touch-pan-y text-xs print:h-auto print:w-full"
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => onPoint(null)}
        >
          {Array.from({ length: Math.round(top / each) + 1 }, (_, line) => line * each).map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} class="stroke-line" />
              <text x={LEFT - 10} y={y(value) + 4} text-anchor="end" class="fill-muted tabular-nums">
                {tick(value)}
              </text>
            </g>
          ))}
          {bars.map((bar, index) => {
            const x = LEFT + slot * index + (slot - thick) / 2
            const dim = pointed !== null && pointed !== index ? 'opacity-40' : ''
            return (
              <g key={bar.label.getTime()} class={`transition-opacity ${dim}`}>
                <rect
                  x={x}
                  y={y(bar.value)}
                  width={thick}
                  height={y(0) - y(bar.value)}
                  rx={Math.min(4, thick / 4)}
                  class="fill-brand"
                />
                {bar.part > 0 && (
                  <rect x={x} y={y(bar.part)} width={thick} height={y(0) - y(bar.part)} class="fill-chart-warn" />
                )}
                {(bars.length - 1 - index) % every === 0 && (
                  <text
                    x={index === bars.length - 1 ? width : x + thick / 2}
                    y={HEIGHT - 6}
                    text-anchor={index === bars.length - 1 ? 'end' : 'middle'}
                    class="fill-muted"
                  >
                    {date.format(bar.label)}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      )}
    </div>
  )
}
