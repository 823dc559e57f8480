// PocketBase as a chat: a record per message by REST, heard by SSE on the other side. It is set up, loaded and measured from
// here, since it has no socket to write to. Its own settings: WAL with synchronous=NORMAL, so an answer may be lost with the
// power. usage: POCKETBASE FOLDER PORT
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'

const [program, folder, port] = process.argv.slice(2)
const base = `http://127.0.0.1:${port}`
const seconds = Number(process.env.SECONDS ?? 3)
const rounds = Number(process.env.ROUNDS ?? 3)
const CONTENT = 'x'.repeat(100)

execFileSync(program, ['superuser', 'upsert', 'bench@example.com', 'bench-bench', `--dir=${folder}`])
const server = spawn(program, ['serve', `--http=127.0.0.1:${port}`, `--dir=${folder}`], { stdio: 'ignore' })
const agent = new http.Agent({ keepAlive: true, maxSockets: 2000 })

function call(method, path, body, token) {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    if (token) headers.authorization = token
    const request = http.request(base + path, { method, agent, headers }, (response) => {
      let answer = ''
      response.on('data', (chunk) => {
        answer += chunk
      })
      response.on('end', () =>
        response.statusCode < 300 ? resolve(answer && JSON.parse(answer)) : reject(new Error(`${path}: ${answer}`)),
      )
    })
    request.on('error', reject)
    request.end(text)
  })
}

/** Hears the messages of one session. */
function listen(session, heard) {
  return new Promise((ready) => {
    http.get(`${base}/api/realtime`, { agent: new http.Agent() }, (stream) => {
      let rest = ''
      stream.on('data', (chunk) => {
        rest += chunk
        const events = rest.split('\n\n')
        rest = events.pop()
        for (const event of events) {
          const data = JSON.parse(event.match(/^data:(.*)$/m)[1])
          if (data.clientId) {
            const options = encodeURIComponent(JSON.stringify({ query: { filter: `session="${session}"` } }))
            call('POST', '/api/realtime', { clientId: data.clientId, subscriptions: [`messages/*?options=${options}`] }).then(
              () => ready(stream),
            )
          } else heard(Number(data.record.number))
        }
      })
      stream.on('error', () => undefined)
    })
  })
}

const cpu = () => {
  const fields = fs.readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
const at = (sorted, share) => sorted[Math.floor(sorted.length * share)] ?? sorted.at(-1) ?? 0
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function measure(pairs, outstanding) {
  const times = []
  const acks = []
  const latencies = []
  let sent = 0
  let heard = 0
  const streams = await Promise.all(
    Array.from({ length: pairs }, (_, n) =>
      listen(`s${n}`, (number) => {
        heard++
        latencies.push(performance.now() - times[number])
      }),
    ),
  )
  const before = cpu()
  const until = performance.now() + seconds * 1000
  const speak = async (n) => {
    while (performance.now() < until) {
      const number = times.push(performance.now()) - 1
      sent++
      await call('POST', '/api/collections/messages/records', { session: `s${n}`, sender: 'customer', content: CONTENT, number })
      if (performance.now() < until) acks.push(number)
    }
  }
  await Promise.all(Array.from({ length: pairs * outstanding }, (_, n) => speak(n % pairs)))
  for (let left = 100; heard < sent && left > 0; left--) await new Promise((done) => setTimeout(done, 100))
  const used = cpu() - before
  for (const stream of streams) stream.destroy()
  latencies.sort((a, b) => a - b)
  return { rate: acks.length / seconds, p50: at(latencies, 0.5), p99: at(latencies, 0.99), cpu: (used / sent) * 1e4, lost: sent - heard }
}

try {
  for (let left = 100; left > 0; left--) {
    const up = await fetch(`${base}/api/health`).then((r) => r.ok, () => false)
    if (up) break
    await new Promise((done) => setTimeout(done, 100))
  }
  const { token } = await call('POST', '/api/collections/_superusers/auth-with-password', {
    identity: 'bench@example.com',
    password: 'bench-bench',
  })
  const text = (name) => ({ name, type: 'text', required: true, max: 5000 })
  await call(
    'POST',
    '/api/collections',
    {
      name: 'messages',
      type: 'base',
      fields: [text('session'), text('sender'), text('content'), { name: 'number', type: 'number' }],
      indexes: ['create index by_session on messages (session, id)'],
      listRule: '',
      viewRule: '',
      createRule: '',
    },
    token,
  )
  for (const [pairs, outstanding] of [[50, 1], [50, 16]]) {
    const rows = []
    for (let round = 0; round < rounds; round++) rows.push(await measure(pairs, outstanding))
    const of = (name) => median(rows.map((row) => row[name]))
    const lost = rows.reduce((sum, row) => sum + row.lost, 0)
    console.log(
      `| ${pairs} × ${outstanding} | PocketBase, REST + SSE (not crash-durable) | **${of('rate').toFixed(0)}** | ${of('p50').toFixed(1)} | ${of('p99').toFixed(1)} | ${of('cpu').toFixed(3)} | ${lost} |`,
    )
  }
} finally {
  server.kill()
}
process.exit(0)
