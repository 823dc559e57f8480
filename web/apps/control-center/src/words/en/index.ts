import type { Words } from '@curhat/ui'
import type { Dictionary } from '..'
import { account } from './account'
import { activity } from './activity'
import { audit } from './audit'
import { auth } from './auth'
import { customers } from './customers'
import { dashboard } from './dashboard'
import { lists } from './lists'
import { mitras } from './mitras'
import { sessions } from './sessions'
import { settings } from './settings'
import { shell } from './shell'
import { users } from './users'

const english: Words<Dictionary> = {
  shell,
  auth,
  lists,
  dashboard,
  sessions,
  activity,
  mitras,
  customers,
  users,
  settings,
  audit,
  account,
}
export default english
