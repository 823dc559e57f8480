import type { FrameTypes, PublicTypes } from '@curhat/api'

type Frames = FrameTypes['schemas']
export type ChatSession = Frames['ChatSession']
export type Message = Frames['Message']
export type ChatRequest = Frames['ChatRequest']
export type Extension = Frames['Extension']
export type SharedConfig = Frames['SharedConfig']
export type Side = Frames['Side']
export type Topic = Frames['TopicSensitivity']
/** Null for a side that has not said goodbye: the generated type forgets that. */
export type Goodbyes = Record<Side, PublicTypes['schemas']['SaidGoodbye'] | null>

/** What is not over yet. */
export const isOpen = ({ status }: ChatSession) =>
  status === 'requested' || status === 'active' || status === 'extending' || status === 'closing'

/** Messages may be sent. */
export const isLive = ({ status }: ChatSession) => status === 'active' || status === 'extending' || status === 'closing'
