// As much of an XMPP client as a load generator needs: a stream over TCP, an account made in band, SASL PLAIN, a resource.
import net from 'node:net'

export const HOST = 'localhost'

const TAG = /<(\/?)([^\s/>?!]+)[^>]*?(\/?)>/g

/** Calls `take` with each whole child of the stream. The server escapes what stands in attributes, so no `>` hides there. */
function splitter(take) {
  let rest = ''
  let from = 0
  let depth = 0
  return (chunk) => {
    rest += chunk
    let start = 0
    TAG.lastIndex = from
    for (let tag = TAG.exec(rest); tag; tag = TAG.exec(rest)) {
      const [, closing, name, empty] = tag
      from = TAG.lastIndex
      if (name === 'stream:stream') {
        start = from
        continue
      }
      if (closing) depth--
      else if (!empty) depth++
      if (depth === 0) {
        take(rest.slice(start, from))
        start = from
      }
    }
    rest = rest.slice(start)
    from -= start
  }
}

/** Signs `user` in, and makes the account before that. What comes later goes to `hear`, when it is set. */
export async function signIn(port, user) {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true })
  socket.setEncoding('utf8')
  const waiting = []
  const arrived = []
  let gone
  const client = {
    user,
    hear: undefined,
    send: (text) => socket.write(text),
    close: () => {
      client.hear = undefined
      socket.destroy()
    },
    /** The next stanza, while nobody hears. */
    next: () =>
      new Promise((take, fail) => {
        if (arrived.length > 0) take(arrived.shift())
        else if (gone) fail(gone)
        else waiting.push({ take, fail })
      }),
    async expect(text, pattern) {
      client.send(text)
      for (;;) {
        const stanza = await client.next()
        if (pattern.test(stanza)) return stanza
        if (/type='error'|<failure|<stream:error|<failed/.test(stanza)) throw new Error(`${user}: ${text}: ${stanza}`)
      }
    },
  }
  socket.on(
    'data',
    splitter((stanza) => {
      if (client.hear) client.hear(stanza)
      else if (waiting.length > 0) waiting.shift().take(stanza)
      else arrived.push(stanza)
    }),
  )
  socket.on('error', (error) => {
    gone = error
  })
  socket.on('close', () => {
    gone ??= new Error('the server hung up')
    if (client.hear) throw new Error(`${user}: ${gone.message}`)
    for (const { fail } of waiting) fail(gone)
  })
  const open = `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='${HOST}' version='1.0'>`
  await client.expect(open, /^<stream:features/)
  const account = `<username>${user}</username><password>bench</password>`
  await client.expect(
    `<iq type='set' id='new' to='${HOST}'><query xmlns='jabber:iq:register'>${account}</query></iq>`,
    /type='result'/,
  )
  const plain = Buffer.from(`\0${user}\0bench`).toString('base64')
  await client.expect(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`, /^<success/)
  await client.expect(open, /^<stream:features/)
  await client.expect(
    "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>b</resource></bind></iq>",
    /type='result'/,
  )
  return client
}
