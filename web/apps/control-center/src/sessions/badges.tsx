import type { InternalTypes } from '@curhat/api'
import { Badge, type Tone } from '@curhat/ui'
import { words } from '../words'

type Schemas = InternalTypes['schemas']

const statusTones: Record<Schemas['SessionStatus'], Tone> = {
  requested: 'brand',
  active: 'good',
  extending: 'brand',
  closing: 'warn',
  completed: 'plain',
  expired: 'plain',
  cancelled: 'plain',
}
/** Where in its life a session is. */
export const StatusBadge = ({ status }: { status: Schemas['SessionStatus'] }) => (
  <Badge tone={statusTones[status]}>{words.t.sessions.status[status]}</Badge>
)

/** Green "Umum", yellow "Sensitif". */
export const TopicBadge = ({ topic }: { topic: Schemas['TopicSensitivity'] }) => (
  <Badge tone={topic === 'sensitive' ? 'warn' : 'good'}>{words.t.sessions.topic[topic]}</Badge>
)

const answerTones: Record<Schemas['NotificationStatus'], Tone> = {
  pending: 'brand',
  accepted: 'good',
  rejected: 'bad',
  ignored: 'warn',
  missed: 'plain',
}
/** What became of a request that a mitra was sent. */
export const AnswerBadge = ({ status }: { status: Schemas['NotificationStatus'] }) => (
  <Badge tone={answerTones[status]}>{words.t.sessions.notification[status]}</Badge>
)

const extensionTones: Record<Schemas['ExtensionStatus'], Tone> = {
  pending: 'brand',
  accepted: 'good',
  rejected: 'bad',
  timeout: 'warn',
}
/** What became of an extension. */
export const ExtensionBadge = ({ status }: { status: Schemas['ExtensionStatus'] }) => (
  <Badge tone={extensionTones[status]}>{words.t.sessions.extension[status]}</Badge>
)
