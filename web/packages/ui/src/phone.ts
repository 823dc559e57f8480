/**
 * A phone number as people here write it, in the form in which servers know it: `0812-3456-7890`, `62 812…` and `812…` are
 * Indonesian, anything with a plus stays what it is. `null` when it can be no number at all.
 */
export function normalizePhone(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s().\-–—/]/g, '')
  if (!/^\+?\d+$/.test(plain)) return null
  const digits = plain.replace(/^\+/, '')
  const international = plain.startsWith('+')
    ? digits
    : digits.startsWith('00')
      ? digits.slice(2)
      : digits.startsWith('62')
        ? digits
        : `62${digits.replace(/^0/, '')}`
  // "+62 0812…": a zero that is dialled only at home.
  const whole = international.replace(/^620+/, '62')
  const long = whole.startsWith('62') ? /^62[1-9]\d{6,12}$/ : /^[1-9]\d{7,14}$/
  return long.test(whole) ? `+${whole}` : null
}

/** +62 812-3456-7890: easier to compare with what one knows by heart. */
export function showPhone(phone: string): string {
  const local = phone.match(/^\+62(\d{3})(\d{3,4})(\d{2,})$/)
  return local ? `+62 ${local.slice(1).join('-')}` : phone
}
