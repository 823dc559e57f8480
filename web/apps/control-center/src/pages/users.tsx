import { Empty } from '@curhat/ui'
import { Page } from '../parts/Page'
import { words } from '../words'

export default function NotYet() {
  return (
    <Page title={words.t.users.title}>
      <Empty title={words.t.shell.notYet} />
    </Page>
  )
}
