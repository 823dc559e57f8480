import { ApiError } from '@curhat/api'
import { QueryClient } from '@tanstack/preact-query'

/** What has been read, kept for a moment. Only what may pass by itself is tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.isTransient,
      retryDelay: (failures) => 400 * 2 ** failures,
    },
    mutations: { networkMode: 'always' },
  },
})
