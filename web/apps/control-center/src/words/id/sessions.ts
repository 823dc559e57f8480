export const sessions = { title: 'sessions' }
