import { ApiError } from '@curhat/api'
import { renderHook } from '@testing-library/preact'
import { expect, it } from 'vitest'
import { useKey } from './useKey'

const refusal = (status: number, code: string) => new ApiError({ type: 'about:blank', title: code, status, code })

it('asks again under the same key until there is a clear answer, and says that it is again', async () => {
  const { result } = renderHook(useKey)
  const asked: [string, boolean][] = []
  const ask = (outcome: unknown) => (key: string, again: boolean) => {
    asked.push([key, again])
    return Promise.reject(outcome)
  }
  const once = (question: string, outcome: unknown) => result.current(question, ask(outcome)).catch(() => undefined)
  await once('15 minutes', refusal(0, 'NETWORK'))
  await once('15 minutes', refusal(504, 'UNKNOWN'))
  await once('15 minutes', refusal(409, 'EXTENSION_PENDING'))
  await once('15 minutes', refusal(0, 'NETWORK'))
  await once('30 minutes', refusal(0, 'NETWORK'))
  const keys = asked.map(([key]) => key)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).toBe(keys[0])
  expect(new Set(keys).size).toBe(3)
  expect(asked.map(([, again]) => again)).toEqual([false, true, true, false, false])
})
