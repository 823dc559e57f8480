// What the peers have in common: the part of Curhat's socket that the load generator speaks. The first frame signs in with a
// JWT; a message is answered with `message_ack` after its commit and handed to the other side. Users are `c7` and `m7`, the
// parties of session `s7`: nothing is looked up, which is generous to the peers.
import jwt from 'jsonwebtoken'
import { WebSocketServer } from 'ws'

const SECRET = 'a secret for benchmarks, long enough to be taken'

/** Serves; `save(message)` returns a promise that is settled when the message is on the disk. */
export function serve(port, save) {
  const sockets = new Map()
  const server = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false })
  server.on('connection', (socket) => {
    let user
    socket.on('message', async (data) => {
      const frame = JSON.parse(data)
      if (!user) {
        user = jwt.verify(frame.token, SECRET, { algorithms: ['HS256'] }).sub
        sockets.set(user, socket)
        socket.send(JSON.stringify({ type: 'auth_ok', user_id: user }))
        socket.send(JSON.stringify({ type: 'sync', sessions: [], requests: [] }))
        return
      }
      const message = {
        id: crypto.randomUUID(),
        session_id: frame.session_id,
        sender: user[0] === 'c' ? 'customer' : 'mitra',
        client_message_id: frame.client_message_id,
        content: frame.content,
        status: 'sent',
        created_at: new Date().toISOString(),
      }
      await save(message)
      socket.send(JSON.stringify({ type: 'message_ack', client_message_id: frame.client_message_id, message }))
      const other = (user[0] === 'c' ? 'm' : 'c') + user.slice(1)
      sockets.get(other)?.send(JSON.stringify({ type: 'message', message }))
    })
    socket.on('close', () => sockets.delete(user))
    socket.on('error', () => socket.terminate())
  })
  server.on('listening', () => console.log('ready'))
}
