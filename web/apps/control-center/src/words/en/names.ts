export const names = {
  missing: 'Required.',
  tooLong: (most: number) => `At most ${most} characters.`,
  unprintable: 'Some characters can’t be seen. Type the name again.',
}
