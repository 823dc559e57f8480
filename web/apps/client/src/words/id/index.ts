import auth from './auth'
import chat from './chat'
import history from './history'
import home from './home'
import profile from './profile'
import shell from './shell'
import start from './start'

export default { auth, chat, history, home, profile, shell, start }
