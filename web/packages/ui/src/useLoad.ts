import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export interface Load<T> {
  data: T | null
  error: unknown
  /** Slow enough for a skeleton. */
  slow: boolean
  again(): void
}

/** Something asked of the server once when a screen opens, and again on demand; what is shown stays meanwhile. */
export function useLoad<T>(load: () => Promise<T>, key = ''): Load<T> {
  const [data, set] = useState<T | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [slow, setSlow] = useState(false)
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for another key, and on demand
  useEffect(() => {
    let mine = true
    const timer = setTimeout(() => setSlow(true), 150)
    latest.current().then(
      (answer) => {
        if (!mine) return
        set(answer)
        setError(null)
      },
      (reason) => mine && setError(reason),
    )
    return () => {
      mine = false
      clearTimeout(timer)
    }
  }, [key, round])
  const again = useCallback(() => {
    setError(null)
    setRound((n) => n + 1)
  }, [])
  return { data, error, slow, again }
}
