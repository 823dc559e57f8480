import { useCallback, useMemo } from 'preact/hooks'
import { useSearchParams } from 'wouter-preact'

/** A list's filters, which live in the address: reloading, going back and a shared link give the same view. */
export function useListState<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams()
  const key = names.map((name) => params.get(name) ?? '').join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that is read
  const values = useMemo(
    () => Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>,
    [key],
  )
  /** An empty value leaves the address. Typing replaces the entry in the history, a choice adds one. */
  const set = useCallback(
    (change: Partial<Record<Name, string>>, how: { replace?: boolean } = {}) =>
      setParams((now) => {
        const next = new URLSearchParams(now)
        for (const [name, value] of Object.entries<string | undefined>(change)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      }, how),
    [setParams],
  )
  const reset = () => set(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>)
  return { values, set, reset, isFiltered: names.some((name) => values[name]) }
}
