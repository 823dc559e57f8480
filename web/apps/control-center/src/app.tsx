import { ErrorBoundary, Failure, lazyPage } from '@curhat/ui'
import { effect } from '@preact/signals'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { Route, Router, Switch, useLocation, useSearch } from 'wouter-preact'
import { queries } from './lists/queries'
import { unreachable } from './reach'
import { allowed, home, routes } from './routes'
import { failure, left, me, start, state } from './session'
import { Shell } from './shell/Shell'
import { Broken, Forbidden, NotFound } from './shell/walls'
import { addressAfter, loginAddress } from './wanted'
import { words } from './words'

const Login = lazyPage(() => import('./pages/login'))

// What one person has read is nothing for the next.
let reader: string | undefined
effect(() => {
  const now = me.value?.id
  if (reader && reader !== now) queries.clear()
  reader = now
})

/** Puts the address right: signed out at the login page, signed in anywhere else. */
function useRightAddress(now: typeof state.value) {
  const [path, go] = useLocation()
  const search = useSearch()
  useEffect(() => {
    if (now === 'out' && path !== '/login') {
      go(left.value ? '/login' : loginAddress(path + (search && `?${search}`)), { replace: true })
    }
    if (now === 'in' && path === '/login') go(addressAfter(search) ?? home(), { replace: true })
    if (now === 'in' && path === '/') go(home(), { replace: true })
  }, [now, path, search, go])
  return path
}

function Pages({ path }: { path: string }) {
  return (
    <ErrorBoundary at={path} fallback={(error, again) => <Broken error={error} again={again} />}>
      <Suspense fallback={null}>
        <Switch>
          {routes.map((route) => (
            <Route key={route.path} path={route.path}>
              {allowed(route) ? <route.page /> : <Forbidden />}
            </Route>
          ))}
          <Route path="/login" />
          <Route path="/" />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}

const Unread = ({ error, again }: { error: unknown; again: () => unknown }) => (
  <main class="grid min-h-full place-items-center">
    <Failure error={error} again={again} />
  </main>
)

function Where() {
  const path = useRightAddress(state.value)
  if (state.value === 'in') {
    return (
      <Shell key={me.value?.id}>
        <Pages path={path} />
      </Shell>
    )
  }
  if (state.value === 'out') {
    return (
      <ErrorBoundary at={path} fallback={(error, again) => <Unread error={error} again={again} />}>
        <Suspense fallback={null}>
          <Login />
        </Suspense>
      </ErrorBoundary>
    )
  }
  if (state.value === 'failed') return <Unread error={failure.value} again={start} />
  return (
    <main class="grid min-h-full place-items-center">
      <p role="status" class="text-muted">
        {words.t.auth.starting}
      </p>
    </main>
  )
}

/** Login or pages; and above all else whether the server is there. */
export const App = () => (
  <Router>
    {unreachable.value && (
      <p
        role="status"
        class="fixed inset-x-0 top-0 z-40 bg-warn-soft px-4 py-2 text-center font-medium text-warn print:hidden"
      >
        {words.t.shell.offline}
      </p>
    )}
    <Where />
  </Router>
)
