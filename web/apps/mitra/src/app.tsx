import { ConnectionBar } from '@curhat/chat'
import { ErrorBoundary, Failure, keepOtpIn, lazyPage, pendingOtp } from '@curhat/ui'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter-preact'
import { chat } from './live/chat'
import { Home } from './pages/home'
import { UpdateBar } from './pwa/UpdateBar'
import { current } from './requests/queue'
import { signedIn } from './session'
import { Loading } from './shell/Loading'
import { NotFound } from './shell/NotFound'
import { Tabs } from './shell/Tabs'
import { useTitleBadge } from './shell/titleBadge'
import { drop, keep, kept, onForget } from './storage'

keepOtpIn({ drop, keep, kept, onForget })

const Login = lazyPage(() => import('./pages/login'))
const LoginCode = lazyPage(() => import('./pages/login-code'))
const Chat = lazyPage(() => import('./pages/chat'))
const History = lazyPage(() => import('./pages/history'))
const Transcript = lazyPage(() => import('./pages/transcript'))
const Profile = lazyPage(() => import('./pages/profile'))
const RequestOverlay = lazyPage(() => import('./requests/RequestOverlay'))

/** Signed out: the two halves of signing in, and nothing else. */
const Outside = () => (
  <Switch>
    <Route path="/login">
      <Login />
    </Route>
    <Route path="/login/code">{pendingOtp.value ? <LoginCode /> : <Redirect to="/login" replace />}</Route>
    <Route>
      <Redirect to="/login" replace />
    </Route>
  </Switch>
)

/** Screens with the tabs below, and those that fill the whole screen. */
const Inside = () => (
  <Switch>
    <Route path="/home">
      <Tabs>
        <Home />
      </Tabs>
    </Route>
    <Route path="/history">
      <Tabs>
        <History />
      </Tabs>
    </Route>
    <Route path="/profile">
      <Tabs>
        <Profile />
      </Tabs>
    </Route>
    <Route path="/chat/:id">{({ id }) => <Chat key={id} id={id} />}</Route>
    <Route path="/history/:id">{({ id }) => <Transcript key={id} id={id} />}</Route>
    <Route path="/">
      <Redirect to="/home" replace />
    </Route>
    <Route path="/login/*?">
      <Redirect to="/home" replace />
    </Route>
    <Route component={NotFound} />
  </Switch>
)

function Screens() {
  const [path] = useLocation()
  const inside = signedIn.value
  useTitleBadge()
  // What was open above a screen belongs to that screen.
  useEffect(() => {
    if (!path.startsWith('/chat/')) document.querySelector<HTMLElement>('#content')?.scrollTo?.(0, 0)
  }, [path])
  return (
    <ErrorBoundary at={path} fallback={(error, again) => <Failure error={error} again={again} />}>
      <Suspense fallback={<Loading />}>{inside ? <Inside key="in" /> : <Outside key="out" />}</Suspense>
    </ErrorBoundary>
  )
}

/** What answers requests is tried anew with each that comes. Where it can't be shown one has to know that someone waits. */
const Requests = () => (
  <ErrorBoundary
    at={current.value?.session_id ?? ''}
    fallback={(error, again) =>
      current.value && (
        <div class="card fixed inset-x-4 top-4 z-40 mx-auto max-w-sm shadow-lg">
          <Failure error={error} again={again} />
        </div>
      )
    }
  >
    <Suspense fallback={null}>
      <RequestOverlay />
    </Suspense>
  </ErrorBoundary>
)

/** One router for everything; above it whoever wants to talk, and whether the server is there. */
export const App = () => (
  <Router base="/mitra">
    {signedIn.value && <ConnectionBar chat={chat} />}
    <Screens />
    {signedIn.value && <Requests />}
    <UpdateBar />
  </Router>
)
