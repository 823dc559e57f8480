import { render, screen } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import type { Unsent } from '../store/outbox'
import type { Message } from '../store/types'
import { pieces, Said } from './links'
import { type Bubble, rowsOf } from './rows'

const at = (minute: number, day = 23) => new Date(2026, 10, day, 10, minute).toISOString()
const message = (seq: number, sender: 'customer' | 'mitra', created_at: string) =>
  ({ id: `m${seq}`, seq, sender, client_message_id: `c${seq}`, content: 'x', status: 'sent', created_at }) as Message

describe('the rows of a conversation', () => {
  it('are grouped within two minutes, by side, with the days between', () => {
    const rows = rowsOf({
      side: 'customer',
      waiting: [],
      unread_from: 4,
      messages: [
        message(1, 'mitra', at(0, 22)),
        message(2, 'customer', at(0)),
        message(3, 'customer', at(1)),
        message(4, 'mitra', at(2)),
        message(5, 'mitra', at(9)),
      ],
    })
    expect(rows.map((row) => row.kind)).toEqual([
      'day',
      'bubble',
      'day',
      'bubble',
      'bubble',
      'unread',
      'bubble',
      'bubble',
    ])
    const bubbles = rows.filter((row): row is Bubble => row.kind === 'bubble')
    expect(bubbles.map(({ first, last }) => [first, last])).toEqual([
      [true, true],
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ])
  })

  it('end with what is not yet sent, and show a confirmed message once', () => {
    const unsent: Unsent = { client_message_id: 'c9', content: 'y', written_at: 0 }
    const confirmed: Unsent = { client_message_id: 'c1', content: 'x', written_at: 0 }
    const rows = rowsOf({ side: 'mitra', waiting: [confirmed, unsent], messages: [message(1, 'mitra', at(0))] })
    const bubbles = rows.filter((row): row is Bubble => row.kind === 'bubble')
    expect(bubbles.map(({ key, progress }) => [key, progress])).toEqual([
      ['c1', 'sent'],
      ['c9', 'sending'],
    ])
  })

  it('end with the goodbyes, by side, though messages came after', () => {
    const rows = rowsOf({
      side: 'customer',
      waiting: [],
      messages: [message(1, 'mitra', at(5))],
      goodbyes: [
        { from: 'mitra', message: 'Jaga diri', created_at: at(3) },
        { from: 'customer', message: 'Makasih', created_at: at(4) },
      ],
    })
    const bubbles = rows.filter((row): row is Bubble => row.kind === 'bubble')
    expect(bubbles.map(({ content, own, goodbye }) => [content, own, goodbye])).toEqual([
      ['x', false, undefined],
      ['Jaga diri', false, true],
      ['Makasih', true, true],
    ])
  })
})

describe('what someone wrote', () => {
  it('has its addresses as links, without the end of the sentence', () => {
    expect(pieces('lihat https://a.id/x?y=1, atau www.b.id.')).toEqual([
      { text: 'lihat ' },
      { text: 'https://a.id/x?y=1', href: 'https://a.id/x?y=1' },
      { text: ', atau ' },
      { text: 'www.b.id', href: 'https://www.b.id' },
      { text: '.' },
    ])
    expect(pieces('javascript:alert(1) <b>halo</b>')).toEqual([{ text: 'javascript:alert(1) <b>halo</b>' }])
    expect(pieces('https://')).toEqual([{ text: 'https://' }])
    expect(pieces('https://bank.example@evil.example')).toEqual([{ text: 'https://bank.example@evil.example' }])
    expect(pieces('https://a.id/\u202egro.knab')).toEqual([
      { text: 'https://a.id/', href: 'https://a.id/' },
      { text: '\u202egro.knab' },
    ])
  })

  it('is never markup', () => {
    render(<Said text="<img src=x onerror=alert(1)> https://a.id" />)
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getByRole('link').getAttribute('rel')).toContain('noopener')
  })
})
