import { ApiError, uuid } from '@curhat/api'
import { useRef } from 'preact/hooks'

/**
 * Asks for something that costs money, under the same key for as long as the same question has no clear answer: an answer
 * that was lost on its way is given again, and nothing is bought twice.
 */
export function useKey() {
  const held = useRef({ question: '', key: '' })
  return async function once<T>(question: string, ask: (key: string, again: boolean) => Promise<T>): Promise<T> {
    const again = held.current.question === question
    if (!again) held.current = { question, key: uuid() }
    try {
      return await ask(held.current.key, again)
    } catch (error) {
      const isClear = error instanceof ApiError && !error.isTransient
      if (isClear) held.current = { question: '', key: '' }
      throw error
    }
  }
}
