import { chatWords } from './words'

export type Progress = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

const shapes: Record<Progress, string> = {
  sending: 'M8 4v4l2.5 1.5M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z',
  sent: 'M5 8.5l3 3 6-7',
  delivered: 'M1 8.5l3 3 6-7M8 11.5l6-7',
  read: 'M1 8.5l3 3 6-7M8 11.5l6-7',
  failed: 'M8 4.5v4M8 11.4v.1M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z',
}

/** How far one's own message has come: a shape, a colour, and the same in words. */
export const Ticks = ({ progress }: { progress: Progress }) => (
  <span class={progress === 'read' ? 'text-accent' : progress === 'failed' ? 'text-bad' : ''} data-progress={progress}>
    <svg
      viewBox="0 0 16 16"
      class="inline size-4"
      fill="none"
      stroke="currentColor"
      stroke-width={progress === 'read' ? 2.2 : 1.6}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[progress]} />
    </svg>
    <span class="sr-only">{chatWords()[progress]}</span>
  </span>
)
