export default {
  title: 'History',
  intro: 'What you have shared before.',
  start: 'Start talking',
  transcript: (name: string) => `Session with ${name}`,
  transcriptNobody: 'Session',
  again: 'Talk again',
}
