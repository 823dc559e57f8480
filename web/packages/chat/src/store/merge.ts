import type { Message, Side } from './types'

const STEPS: Message['status'][] = ['sent', 'delivered', 'read']
const further = (a: Message['status'], b: Message['status']) => (STEPS.indexOf(a) >= STEPS.indexOf(b) ? a : b)

/** Both lists by `seq`, each message once; a status never goes back. */
export function merge(held: Message[], fresh: Message[]): Message[] {
  const last = held.at(-1)
  if (fresh.every((message) => !last || message.seq > last.seq) && inOrder(fresh)) return [...held, ...fresh]
  const bySeq = new Map(held.map((message) => [message.seq, message]))
  for (const message of fresh) {
    const known = bySeq.get(message.seq)
    bySeq.set(message.seq, known ? { ...message, status: further(known.status, message.status) } : message)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

const inOrder = (list: Message[]) => list.every((message, at) => at === 0 || message.seq > (list[at - 1]?.seq ?? 0))

/** The last message up to which nothing is missing; 0 when there is none. */
export function whole(messages: Message[]): number {
  for (let at = 1; at < messages.length; at++) {
    const before = messages[at - 1]?.seq ?? 0
    if (messages[at]?.seq !== before + 1) return before
  }
  return messages.at(-1)?.seq ?? 0
}

/** A number of ours is another message's: the server was restored from a backup, and has gone on from there. */
export function differs(held: Message[], fresh: Message[]): boolean {
  const ids = new Map(fresh.map(({ seq, id }) => [seq, id]))
  return held.some(({ seq, id }) => (ids.get(seq) ?? id) !== id)
}

/** One side's messages up to a number have come as far as this. */
export function advance(messages: Message[], sender: Side, up_to_seq: number, status: Message['status']): Message[] {
  let changed = false
  const next = messages.map((message) => {
    if (message.sender !== sender || message.seq > up_to_seq || further(message.status, status) === message.status)
      return message
    changed = true
    return { ...message, status }
  })
  return changed ? next : messages
}
