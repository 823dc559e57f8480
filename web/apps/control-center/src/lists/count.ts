import { lang } from '@curhat/ui'

/** 12.345, as numbers are written in the language of now. */
export const count = (n: number) => new Intl.NumberFormat(lang.value === 'en' ? 'en-GB' : 'id-ID').format(n)
/** 12,5% */
export const percent = (n: number) =>
  `${new Intl.NumberFormat(lang.value === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: 1 }).format(n)}%`
