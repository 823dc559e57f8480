import type { InternalTypes } from '@curhat/api'

/** A name that customers see has at most so many characters. */
export const LONGEST_NAME = 40

export type Mitra = InternalTypes['schemas']['Mitra']
