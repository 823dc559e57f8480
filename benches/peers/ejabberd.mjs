// ejabberd as a chat: messages between two accounts, each kept in the archives of both (XEP-0313: two rows per message), heard
// on the other's socket. It is set up, loaded and measured from here, since it speaks XMPP and not the benchmark's frames.
//
// Acknowledged is what XEP-0198 acknowledges: each message is followed by `<r/>`, and the next one goes out when `<a/>` counts
// it. ejabberd handles a connection's stanzas one after the other and waits for the archive, so an acknowledgement comes after
// the commit of the row in the sender's archive; the protocol itself promises only that the server has taken the message. The
// row of the other side is written after that, by the other connection, before the message is delivered: not covered by the
// acknowledgement, but by the latency. How far the disk is in it differs:
//
//   PostgreSQL  synchronous_commit=on, the pool of ten that is ejabberd's default: crash-durable, and no batching but
//               PostgreSQL's own;
//   SQLite      one connection; ejabberd sets no pragmas, so it is SQLite's own default, a rollback journal with
//               synchronous=FULL: crash-durable, one transaction per row;
//   Mnesia      ejabberd's default; a transaction does not sync its log, so an acknowledged message may be lost with the
//               power. The table is a bag by user on disk: the rate may fall as archives grow.
//
// Generous to it: no TLS, no shaper, no roster; the listeners acknowledge nothing; connections stay open between rounds.
// Less than what Curhat does per message: no session's state, no unread counts, no refusal of repeated ids.
//
// usage: LIBRARY FOLDER PORT [PID of the PostgreSQL that PGHOST, PGPORT and PGUSER name]
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { HOST, signIn } from './xmpp.mjs'

const [library, folder, port, postmaster] = process.argv.slice(2)
const seconds = Number(process.env.SECONDS ?? 4)
const rounds = Number(process.env.ROUNDS ?? 3)
const PAIRS = 50
const WARM_UP = 700
const CONTENT = 'Akhir-akhir ini aku susah tidur, kepikiran kerjaan terus. Boleh cerita sebentar tentang hari ini? Ya'

/** Debian packs the drivers by themselves. */
function has(driver) {
  const found = fs.readdirSync('/usr/lib/erlang/lib').some((name) => name.startsWith(`${driver.replace('-', '_')}-`))
  if (!found) console.error(`ejabberd: skipped without erlang-${driver} (Debian: apt-get install erlang-${driver})`)
  return found
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
/** root starts it as Debian's user for it. */
const owner =
  process.getuid() === 0
    ? {
        uid: Number(execFileSync('id', ['-u', 'ejabberd'])),
        gid: Number(execFileSync('id', ['-g', 'ejabberd'])),
      }
    : {}

const servers = new Set()
process.on('exit', () => {
  for (const server of servers) server.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

/** Without distribution: no name, no cookie, no epmd, and loopback is all it listens on. */
async function start(home, storage) {
  fs.mkdirSync(home, { recursive: true })
  fs.writeFileSync(
    path.join(home, 'ejabberd.yml'),
    `hosts: [${HOST}]
loglevel: warning
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    shaper: none
    access: all
auth_method: mnesia
auth_password_format: plain
registration_timeout: infinity
max_fsm_queue: 100000
acme: {auto: false}
${storage}
modules:
  mod_register: {access: all, ip_access: all}
  mod_stream_mgmt: {}
  mod_mam: {default: always}
`,
  )
  if (owner.uid) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, home])
  const settings = ['-noinput', '+Bi', '+K', 'true', '+P', '250000', '-mnesia', 'dir', JSON.stringify(`${home}/mnesia`)]
  const output = fs.openSync(path.join(home, 'output'), 'w')
  const server = spawn('erl', [...settings, '-s', 'ejabberd'], {
    ...owner,
    cwd: home,
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      ERL_LIBS: path.dirname(library),
      ERL_CRASH_DUMP_BYTES: '0',
      EJABBERD_CONFIG_PATH: `${home}/ejabberd.yml`,
      EJABBERD_LOG_PATH: `${home}/ejabberd.log`,
      EJABBERD_PID_PATH: `${home}/pid`,
    },
  })
  servers.add(server)
  server.ended = new Promise((ended) => server.on('exit', ended)).then(() => servers.delete(server))
  for (let left = 300; left > 0 && servers.has(server); left--) {
    const probe = await signIn(port, 'probe').catch(() => undefined)
    if (probe) {
      probe.close()
      return server
    }
    await pause(100)
  }
  const log = ['output', 'ejabberd.log'].map((name) => path.join(home, name)).filter((file) => fs.existsSync(file))
  throw new Error(`ejabberd did not start: ${log.map((file) => fs.readFileSync(file, 'utf8')).join('\n')}`)
}

async function stop(server) {
  server.kill('SIGTERM')
  await Promise.race([server.ended, pause(20_000)])
  if (servers.has(server)) server.kill('SIGKILL')
  await server.ended
}

/** Processor seconds of these and all their descendants so far. */
function cpu(roots) {
  const found = new Map()
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ')
      // Its own, and those of children that have ended.
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
      found.set(Number(pid), { parent: Number(fields[1]), ticks })
    } catch {
      // Gone since it was listed.
    }
  }
  let ticks = 0
  for (const [pid, { ticks: own }] of found) {
    let at = pid
    while (found.has(at) && !roots.includes(at)) at = found.get(at).parent
    if (roots.includes(at)) ticks += own
  }
  return ticks / 100
}

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)] ?? sorted.at(-1) ?? 0

async function pair(n) {
  const speaker = await signIn(port, `c${n}`)
  await speaker.expect("<enable xmlns='urn:xmpp:sm:3'/>", /^<enabled/)
  const listener = await signIn(port, `m${n}`)
  await listener.expect('<presence/>', /^<presence/)
  // How many of the speaker's messages the server has counted, over all rounds.
  return { speaker, listener, counted: 0 }
}

let round = 0
/** Everyone talks for some seconds, after a warm-up that does not count. */
async function measure(pairs, outstanding, processes) {
  const run = `${++round}.`
  const latencies = []
  let [sent, answered, acknowledged, heard] = [0, 0, 0, 0]
  const before = cpu(processes)
  const from = performance.now() + WARM_UP
  const until = from + seconds * 1000
  let moved = from
  for (const each of pairs) {
    const { speaker, listener } = each
    const times = []
    const say = (count) => {
      let text = ''
      for (let left = count; left > 0; left--) {
        const id = run + (times.push(performance.now()) - 1)
        text += `<message type='chat' id='${id}' to='${listener.user}@${HOST}'><body>${CONTENT}</body></message><r xmlns='urn:xmpp:sm:3'/>`
      }
      sent += count
      speaker.send(text)
    }
    speaker.hear = (stanza) => {
      const ack = /^<a [^>]*h='(\d+)'/.exec(stanza)
      if (!ack) throw new Error(`${speaker.user} heard ${stanza}`)
      const count = Number(ack[1]) - each.counted
      each.counted += count
      answered += count
      const now = performance.now()
      moved = now
      if (now >= from && now < until) acknowledged += count
      if (now < until) say(count)
    }
    listener.hear = (stanza) => {
      const id = /^<message [^>]*\bid='([\d.]+)'/.exec(stanza)?.[1]
      if (!id?.startsWith(run)) return
      if (!stanza.includes('<stanza-id ')) throw new Error(`not archived: ${stanza}`)
      heard++
      const now = performance.now()
      moved = now
      const time = times[Number(id.slice(run.length))]
      if (time >= from) latencies.push(now - time)
    }
    say(outstanding)
  }
  // What has not come long after the last that came will not come.
  while (performance.now() < until || ((answered < sent || heard < sent) && performance.now() - moved < 15_000))
    await pause(20)
  const used = cpu(processes) - before
  latencies.sort((a, b) => a - b)
  return {
    rate: acknowledged / seconds,
    p50: at(latencies, 0.5),
    p99: at(latencies, 0.99),
    cpu: (used / sent) * 1e4,
    sent,
    lost: sent - heard,
  }
}

/** How many messages the archive of this one holds. */
async function archived(client) {
  client.hear = undefined
  const query = "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>0</max></set></query>"
  const answer = await client.expect(`<iq type='set' id='archive'>${query}</iq>`, /id='archive'/)
  return Number(/<count>(\d+)</.exec(answer)?.[1] ?? 0)
}

function print(shape, name, rows) {
  const sorted = (of) => rows.map((row) => row[of]).sort((a, b) => a - b)
  const median = (of) => sorted(of)[Math.floor(rows.length / 2)]
  const rates = sorted('rate').map((rate) => rate.toFixed(0))
  const lost = rows.reduce((sum, row) => sum + row.lost, 0)
  console.log(
    `| ${shape} | ${name} | **${median('rate').toFixed(0)}** (${rates[0]}..${rates.at(-1)}) | ${median('p50').toFixed(1)} | ${median('p99').toFixed(1)} | ${median('cpu').toFixed(3)} | ${lost} |`,
  )
}

async function talk(name, home, storage, more = []) {
  const server = await start(home, storage)
  const pairs = await Promise.all(Array.from({ length: PAIRS }, (_, n) => pair(n)))
  let sent = 0
  for (const outstanding of [1, 16]) {
    const rows = []
    for (let left = rounds; left > 0; left--) rows.push(await measure(pairs, outstanding, [server.pid, ...more]))
    sent += rows.reduce((sum, row) => sum + row.sent, 0)
    print(`${PAIRS} × ${outstanding}`, name, rows)
  }
  let kept = 0
  for (const { speaker, listener } of pairs) kept += (await archived(speaker)) + (await archived(listener))
  if (kept !== 2 * sent) throw new Error(`${name}: ${sent} messages, but ${kept} rows in the archives`)
  for (const { speaker, listener } of pairs) for (const client of [speaker, listener]) client.close()
  await stop(server)
}

/** A database of its own with ejabberd's tables. */
async function postgres() {
  const run = async (database, sql) => {
    const client = new pg.Client({ database })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await run('postgres', 'create database ejabberd')
  await run('ejabberd', fs.readFileSync('/usr/share/ejabberd/sql/pg.sql', 'utf8'))
  const { PGHOST, PGPORT, PGUSER } = process.env
  return `default_db: sql
sql_type: pgsql
sql_server: "${PGHOST}"
sql_port: ${PGPORT}
sql_database: ejabberd
sql_username: "${PGUSER}"`
}

console.log(
  '\n| pairs × outstanding | server | acknowledged/s (min..max) | p50 ms | p99 ms | CPU s per 10,000 | lost |',
)
console.log('|---|---|---|---|---|---|---|')
if (postmaster && has('p1-pgsql')) {
  await talk('ejabberd, archive in PostgreSQL', `${folder}/pgsql`, await postgres(), [Number(postmaster)])
}
if (has('p1-sqlite3')) {
  const storage = `default_db: sql\nsql_type: sqlite\nsql_database: "${folder}/sqlite/archive.db"`
  await talk('ejabberd, archive in SQLite', `${folder}/sqlite`, storage)
}
await talk('ejabberd, archive in Mnesia (not crash-durable)', `${folder}/mnesia`, 'default_db: mnesia')
process.exit(0)
