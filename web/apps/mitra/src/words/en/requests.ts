export default {
  title: 'Someone wants to talk',
  more: (n: number) => `+${n} more`,
  minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
  freeTrial: 'Free session',
  regular: 'General topic',
  secondsLeft: (n: number) => `${n} seconds left to answer`,
  accept: 'Accept',
  reject: 'Reject',
  later: 'Later',
  staleTitle: {
    accepted_by_other: 'Taken by another mitra',
    cancelled_by_customer: 'Request cancelled',
    expired: 'Time is up',
    gone: 'No longer available',
  },
  staleText: {
    accepted_by_other: (name: string) => `${name} has found someone else to talk to.`,
    cancelled_by_customer: (name: string) => `${name} has cancelled this request.`,
    expired: (name: string) => `The request from ${name} was not answered in time.`,
    gone: (name: string) => `The request from ${name} has been closed.`,
  },
  understood: 'Understood',
}
