import { type ChatSession, isLive } from '@curhat/chat'

/** Where a session is to be seen. */
export const addressOf = (session: ChatSession) =>
  session.status === 'requested'
    ? `/searching/${session.id}`
    : isLive(session)
      ? `/chat/${session.id}`
      : `/history/${session.id}`
