import type { InternalTypes } from '@curhat/api'
import { dateTime } from '@curhat/ui'
import { Section } from '../parts/Section'
import { When } from '../parts/When'
import { words } from '../words'

type Schemas = InternalTypes['schemas']
type Entry = Schemas['TimelineEntry']
type Change = Schemas['SensitivityChange']

/** "Mitra Sari menandai topik sebagai Umum→Sensitif pada 3 Nov 2026 14:05 WIB" */
function flipped(mitra: string, from: Schemas['TopicSensitivity'], to: Schemas['TopicSensitivity'], at: string) {
  const { events, topic } = words.t.sessions
  return events.topic(mitra, topic[from], topic[to], dateTime(at))
}

function sentence(entry: Entry): string {
  const { events, reason } = words.t.sessions
  const name = entry.mitra?.display_name ?? ''
  switch (entry.event) {
    case 'requested':
      return events.requested
    case 'rejected':
      return events.rejected(name)
    case 'accepted':
      return events.accepted(name)
    case 'topic_changed':
      return flipped(name, entry.from_value ?? 'regular', entry.to_value ?? 'regular', entry.at)
    case 'extension_requested':
      return events.extensionRequested(entry.minutes ?? 0)
    case 'extension_accepted':
      return events.extensionAccepted(entry.minutes ?? 0)
    case 'extension_rejected':
      return events.extensionRejected
    case 'extension_timeout':
      return events.extensionTimeout
    case 'closing':
      return events.closing
    case 'goodbye':
      return events.goodbye[entry.side ?? 'customer']
    case 'ended':
      return entry.end_reason ? events.ended(reason[entry.end_reason]) : events.endedPlain
  }
}

const dots: Partial<Record<Entry['event'], string>> = {
  accepted: 'bg-good',
  extension_accepted: 'bg-good',
  rejected: 'bg-bad',
  extension_rejected: 'bg-bad',
  topic_changed: 'bg-chart-warn',
  extension_timeout: 'bg-chart-warn',
}

/** Things one after another, along a line. */
function Line({ items }: { items: readonly { key: string; text: string; at: string; dot: string }[] }) {
  return (
    <ol class="relative grid gap-5 before:absolute before:inset-y-2 before:left-[5px] before:w-px before:bg-line">
      {items.map(({ key, text, at, dot }) => (
        <li key={key} class="relative grid gap-0.5 pl-7">
          <span aria-hidden="true" class={`absolute top-1.5 left-0 size-[11px] rounded-full ring-4 ring-card ${dot}`} />
          <span>{text}</span>
          <When at={at} />
        </li>
      ))}
    </ol>
  )
}

/** All that happened in a session, in order. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const items = entries.map((entry, index) => ({
    key: `${index} ${entry.event}`,
    text: sentence(entry),
    at: entry.at,
    dot: dots[entry.event] ?? 'bg-field',
  }))
  return (
    <Section title={words.t.sessions.detail.timeline}>
      <Line items={items} />
    </Section>
  )
}

/** The changes of the topic alone, in order. */
export function SensitivityLog({ changes }: { changes: readonly Change[] }) {
  const t = words.t.sessions.detail
  const items = changes.map(({ mitra, from_value, to_value, created_at }, index) => ({
    key: `${index} ${created_at}`,
    text: flipped(mitra.display_name, from_value, to_value, created_at),
    at: created_at,
    dot: to_value === 'sensitive' ? 'bg-chart-warn' : 'bg-good',
  }))
  return (
    <Section title={t.log}>{items.length ? <Line items={items} /> : <p class="text-muted">{t.noFlips}</p>}</Section>
  )
}
