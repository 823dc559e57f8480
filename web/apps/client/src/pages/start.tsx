import type { Topic } from '@curhat/chat'
import { goBack } from '@curhat/ui'
import { Redirect, Route, Switch, useLocation } from 'wouter-preact'
import { addressOf } from '../live/address'
import { chat } from '../live/chat'
import { PriceSheet } from '../start/PriceSheet'
import { TopicSheet } from '../start/TopicSheet'

const isTopic = (text: string): text is Topic => text === 'regular' || text === 'sensitive'

/**
 * From the topic to the price, above the home screen. One step of the browser's history for both: back leaves the whole
 * flow, as its own ways out do. A session that is open already is where one wants to be.
 */
export default function Start() {
  const [, go] = useLocation()
  const leave = () => goBack(() => go('/home', { replace: true }))
  const running = chat.sessions.open.value[0]
  if (running) return <Redirect to={addressOf(running)} replace />
  return (
    <Switch>
      <Route path="/start/price/:topic">
        {({ topic }) =>
          isTopic(topic) ? <PriceSheet topic={topic} leave={leave} /> : <Redirect to="/start" replace />
        }
      </Route>
      <Route path="/start">
        <TopicSheet choose={(topic) => go(`/start/price/${topic}`, { replace: true })} leave={leave} />
      </Route>
      <Route>
        <Redirect to="/start" replace />
      </Route>
    </Switch>
  )
}
