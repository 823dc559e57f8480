import { expect, it, vi } from 'vitest'

vi.mock('./chat', () => ({ chat: {} }))

import { forgetAll } from '../storage'
import { audible, setAudible } from './alerts'

it('is heard again by the next person', () => {
  setAudible(false)
  forgetAll()
  expect(audible.value).toBe(true)
})
