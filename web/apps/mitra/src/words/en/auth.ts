export default {
  title: 'Sign in as a mitra',
  intro: 'Use the phone number that Curhat knows. We send a 6-digit code to it.',
  page: 'Sign in',
  codePage: 'Enter the code',
  tagline: 'Someone who listens',
  new: 'Not registered yet? Sign in with your number, then ask an administrator to activate your account.',
}
