export const auth = {
  title: 'Sign in',
  intro: 'The control center of the Curhat team.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  required: 'Required.',
  locked: (left: string) => `Too many wrong passwords. The account is locked; try again in ${left}.`,
  unlocked: 'The account can be tried again.',
  signedOut: 'You have signed out.',
  starting: 'Checking your sign-in…',
}
