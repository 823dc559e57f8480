import { useEffect, useState } from 'preact/hooks'

const query = matchMedia('(min-width: 48rem), print')

/** Whether there is room for a table. */
export function useWide() {
  const [wide, setWide] = useState(query.matches)
  useEffect(() => {
    const follow = () => setWide(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return wide
}
