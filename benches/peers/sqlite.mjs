// Node + ws + better-sqlite3: what came in one turn of the event loop is committed together, WAL and synchronous=FULL.
// usage: PORT FILE
import Database from 'better-sqlite3'
import { serve } from './protocol.mjs'

const [port, file] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = wal')
db.pragma('synchronous = full')
db.exec(`create table if not exists chat_messages (
  id text primary key, session_id text not null, sender text not null, client_message_id text not null,
  content text not null, created_at text not null);
  create index if not exists by_session on chat_messages (session_id, id);
  create unique index if not exists by_client_id on chat_messages (session_id, sender, client_message_id);`)
const insert = db.prepare('insert into chat_messages values (?, ?, ?, ?, ?, ?)')

let batch = []
const commit = db.transaction((items) => {
  for (const { message: m } of items)
    insert.run(m.id, m.session_id, m.sender, m.client_message_id, m.content, m.created_at)
})
function flush() {
  const items = batch
  batch = []
  commit(items)
  for (const { done } of items) done()
}
serve(
  Number(port),
  (message) =>
    new Promise((done) => {
      if (batch.length === 0) setImmediate(flush)
      batch.push({ message, done })
    }),
)
