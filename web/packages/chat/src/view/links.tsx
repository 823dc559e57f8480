import { Fragment } from 'preact'
import { chatWords } from './words'

/** Signs that are not seen, or turn the writing around, are in no address: it could show another than it leads to. */
const LINK = /(?:https?:\/\/|www\.)[^\s<>"'\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gi
/** Belongs to the sentence, not to the address. */
const TAIL = /[.,;:!?)\]}…]+$/

export interface Piece {
  text: string
  href?: string
}

/** A text in pieces, of which some are addresses. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    let address = match[0]
    const tail = address.match(TAIL)?.[0] ?? ''
    // A bracket that was opened inside the address belongs to it.
    if (!(tail.startsWith(')') && address.includes('('))) address = address.slice(0, address.length - tail.length)
    const href = /^www\./i.test(address) ? `https://${address}` : address
    // https://bank.example@elsewhere.example leads elsewhere, whatever it looks like.
    if (!URL.canParse(href) || new URL(href).username) continue
    if (match.index > from) found.push({ text: text.slice(from, match.index) })
    found.push({ text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) found.push({ text: text.slice(from) })
  return found
}

/** What someone wrote: text, never markup; only addresses become links. */
export const Said = ({ text }: { text: string }) => (
  <>
    {pieces(text).map(({ text, href }, at) =>
      href ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces don't move
        <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow" class="wrap-anywhere underline">
          {text}
          <span class="sr-only"> {chatWords().openLink}</span>
        </a>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces don't move
        <Fragment key={at}>{text}</Fragment>
      ),
    )}
  </>
)
