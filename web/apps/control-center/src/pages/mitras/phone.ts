/** As the API takes it: `0812-3456-7890` and `62812…` become `+62812…`. */
export function internationalPhone(typed: string): string {
  const digits = typed.replace(/[\s().-]/g, '')
  if (digits.startsWith('0')) return `+62${digits.slice(1)}`
  return digits.startsWith('62') ? `+${digits}` : digits
}

/** E.164. */
export const isPhone = (phone: string) => /^\+[1-9]\d{7,14}$/.test(phone)
