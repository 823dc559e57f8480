import { ConnectionBar } from '@curhat/chat'
import { ErrorBoundary, Failure, keepOtpIn, lazyPage, pendingOtp } from '@curhat/ui'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter-preact'
import { onboarded } from './auth/onboarded'
import { chat } from './live/chat'
import { mustRegister } from './live/config'
import { Home } from './pages/home'
import { isGuest, signedIn } from './session'
import { Loading } from './shell/Loading'
import { NotFound } from './shell/NotFound'
import { Tabs } from './shell/Tabs'
import { UpdateBar } from './shell/UpdateBar'
import { drop, keep, kept, onForget } from './storage'

keepOtpIn({ drop, keep, kept, onForget })

const Onboarding = lazyPage(() => import('./pages/onboarding'))
const Welcome = lazyPage(() => import('./pages/welcome'))
const Name = lazyPage(() => import('./pages/name'))
const Phone = lazyPage(() => import('./pages/phone'))
const Code = lazyPage(() => import('./pages/code'))
const Social = lazyPage(() => import('./pages/social'))
const ForceRegister = lazyPage(() => import('./pages/force-register'))
const Start = lazyPage(() => import('./pages/start'))
const Searching = lazyPage(() => import('./pages/searching'))
const Chat = lazyPage(() => import('./pages/chat'))
const History = lazyPage(() => import('./pages/history'))
const Transcript = lazyPage(() => import('./pages/transcript'))
const Profile = lazyPage(() => import('./pages/profile'))

const SignIn = () => (
  <Switch>
    <Route path="/auth/phone">
      <Phone />
    </Route>
    <Route path="/auth/code">{pendingOtp.value ? <Code /> : <Redirect to="/auth/phone" replace />}</Route>
    <Route path="/auth/:provider">{({ provider }) => <Social provider={provider} />}</Route>
  </Switch>
)

/** Signed out: who we are, and the ways in. */
const Outside = () => (
  <Switch>
    <Route path="/onboarding">
      <Onboarding />
    </Route>
    <Route path="/welcome">
      <Welcome />
    </Route>
    <Route path="/auth/force-register">
      <Redirect to="/welcome" replace />
    </Route>
    <Route path="/auth/:rest">
      <SignIn />
    </Route>
    <Route>
      <Redirect to={onboarded.value ? '/welcome' : '/onboarding'} replace />
    </Route>
  </Switch>
)

/** What a guest may still see where guests may not start sessions: their way to an account, and what they have. */
const ALLOWED = /^\/(auth|chat|searching|history|profile)(\/|$)/

/** The sheets that one starts by lie above home. */
const screenOf = (path: string) => (/^\/start(\/|$)/.test(path) ? '/home' : path)

function Inside() {
  const [path] = useLocation()
  if (mustRegister.value && !ALLOWED.test(path)) return <Redirect to="/auth/force-register" replace />
  // One screen, so that it stays as it is under the sheets, and has the focus back where it was.
  if (screenOf(path) === '/home')
    return (
      <>
        <Tabs>
          <Home />
        </Tabs>
        <Suspense fallback={null}>{path !== '/home' && <Start />}</Suspense>
      </>
    )
  return (
    <Switch>
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
      <Route path="/name">
        <Name />
      </Route>
      <Route path="/searching/:id">{({ id }) => <Searching key={id} id={id} />}</Route>
      <Route path="/chat/:id">{({ id }) => <Chat key={id} id={id} />}</Route>
      <Route path="/history/:id">{({ id }) => <Transcript key={id} id={id} />}</Route>
      <Route path="/auth/force-register">
        {mustRegister.value ? <ForceRegister /> : <Redirect to="/home" replace />}
      </Route>
      <Route path="/auth/:rest">{isGuest.value ? <SignIn /> : <Redirect to="/home" replace />}</Route>
      <Route path="/">
        <Redirect to="/home" replace />
      </Route>
      <Route path="/(welcome|onboarding)">
        <Redirect to="/home" replace />
      </Route>
      <Route component={NotFound} />
    </Switch>
  )
}

function Screens() {
  const [path] = useLocation()
  const inside = signedIn.value
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen begins at its top
  useEffect(() => scrollTo(0, 0), [screenOf(path)])
  return (
    <ErrorBoundary at={path} fallback={(error, again) => <Failure error={error} again={again} />}>
      <Suspense fallback={<Loading />}>{inside ? <Inside key="in" /> : <Outside key="out" />}</Suspense>
    </ErrorBoundary>
  )
}

/** One router for everything; above it, whether the server is there. */
export const App = () => (
  <Router base="/app">
    {signedIn.value && <ConnectionBar chat={chat} />}
    <Screens />
    <UpdateBar />
  </Router>
)
