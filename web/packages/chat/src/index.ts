export { type Chat, type ChatOptions, createChat } from './store/chat'
export { present } from './store/marks'
export type { Outbox, Unsent } from './store/outbox'
export { type ChatServer, chatServer, type HistoryPage, type MessagePage } from './store/server'
export type { Sessions } from './store/sessions'
export { localShelf, type Shelf } from './store/shelf'
export type { Thread, TopicNote } from './store/thread'
export {
  type ChatRequest,
  type ChatSession,
  type Extension,
  isLive,
  isOpen,
  type Message,
  type SharedConfig,
  type Side,
  type Topic,
} from './store/types'
export { ChatView, type Tone } from './view/ChatView'
export { ConnectionBar } from './view/ConnectionBar'
export { Countdown, leftUntil } from './view/Countdown'
export { HistoryList } from './view/HistoryList'
export { Said } from './view/links'
export { Transcript } from './view/Transcript'
export { chatWords } from './view/words'
