import type { InternalTypes } from '@curhat/api'

export type User = InternalTypes['schemas']['ControlCenterUser']
export type Role = InternalTypes['schemas']['Role']
