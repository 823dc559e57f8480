// Without letters and digits that look alike: passwords are read out and typed.
const SMALL = 'abcdefghijkmnpqrstuvwxyz'
const LARGE = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'
const ALL = SMALL + LARGE + DIGITS

/** A number below `end`, each as likely as the other. */
function dice(end: number): number {
  const limit = 2 ** 32 - (2 ** 32 % end)
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < limit) return drawn % end
  }
}

const pick = (from: string) => from.charAt(dice(from.length))

/** A password that the rules allow: at least one of each kind, in no order that could be guessed. */
export function generatePassword(length = 16): string {
  const signs = [pick(SMALL), pick(LARGE), pick(DIGITS)]
  while (signs.length < length) signs.push(pick(ALL))
  for (let at = signs.length - 1; at > 0; at--) {
    const other = dice(at + 1)
    const held = signs[at] as string
    signs[at] = signs[other] as string
    signs[other] = held
  }
  return signs.join('')
}

/** The code with which the server would refuse it. */
export function passwordProblem(password: string): string | undefined {
  if ([...password].length < 8) return 'PASSWORD_TOO_SHORT'
  if (!/\d/.test(password)) return 'PASSWORD_MISSING_DIGIT'
  if (!/\p{Lu}/u.test(password)) return 'PASSWORD_MISSING_UPPERCASE'
  return /\p{Ll}/u.test(password) ? undefined : 'PASSWORD_MISSING_LOWERCASE'
}
