import type { InternalTypes } from '@curhat/api'

export type Mitra = InternalTypes['schemas']['Mitra']
