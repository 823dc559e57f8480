import type { FrameTypes } from '@curhat/api'

type Frames = FrameTypes['schemas']
export type ChatSession = Frames['ChatSession']
export type Message = Frames['Message']
export type ChatRequest = Frames['ChatRequest']
export type Extension = Frames['Extension']
export type SharedConfig = Frames['SharedConfig']
export type Side = Frames['Side']
export type Topic = Frames['TopicSensitivity']

/** What is not over yet. */
export const isOpen = ({ status }: ChatSession) =>
  status === 'requested' || status === 'active' || status === 'extending' || status === 'closing'

/** Messages may be sent. */
export const isLive = ({ status }: ChatSession) => status === 'active' || status === 'extending' || status === 'closing'
