import auth from './auth'
import chat from './chat'
import history from './history'
import home from './home'
import parts from './parts'
import profile from './profile'
import requests from './requests'
import shell from './shell'

export default { auth, chat, history, home, parts, profile, requests, shell }
