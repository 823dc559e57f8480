// Node + ws + PostgreSQL: one INSERT per message, committed with synchronous_commit=on, through a pool. usage: PORT POOL
import pg from 'pg'
import { serve } from './protocol.mjs'

const [port, max] = process.argv.slice(2).map(Number)
const pool = new pg.Pool({ max })
await pool.query(`create table if not exists chat_messages (
  id text primary key, session_id text not null, sender text not null, client_message_id text not null,
  content text not null, created_at timestamptz not null);
  create index if not exists by_session on chat_messages (session_id, id);
  create unique index if not exists by_client_id on chat_messages (session_id, sender, client_message_id);`)
const insert = {
  name: 'insert',
  text: 'insert into chat_messages (id, session_id, sender, client_message_id, content, created_at) values ($1, $2, $3, $4, $5, $6)',
}
serve(port, (m) =>
  pool.query({ ...insert, values: [m.id, m.session_id, m.sender, m.client_message_id, m.content, m.created_at] }),
)
