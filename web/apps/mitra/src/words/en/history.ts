export default {
  title: 'History',
  transcript: (name: string) => `Conversation with ${name}`,
}
