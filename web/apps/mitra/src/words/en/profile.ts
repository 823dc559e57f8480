export default {
  title: 'Profile',
  name: 'Display name',
  nameHint: 'The name that customers see.',
  save: 'Save',
  saved: 'Name saved.',
  phone: 'Phone number',
  since: 'Joined',
  app: 'App',
  sound: 'Sound and vibration',
  soundHint: 'When there is a new request or message.',
  theme: 'Appearance',
  themes: { system: 'As the device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  cancel: 'Cancel',
  signOut: 'Sign out',
  signOutTitle: 'Sign out?',
  signOutText: 'You go offline unless another device is signed in. What is on this device is deleted.',
  signOutOpen: (n: number) =>
    n === 1
      ? 'One session is still open: someone would wait without an answer.'
      : `${n} sessions are still open: people would wait without an answer.`,
  install: 'Install the app',
  installText: 'Requests reach you faster, and it is easier to open.',
  installIos: 'Open the Share menu in Safari, then choose “Add to Home Screen”.',
}
