-- The whole schema of Curhat, in reading order. `curhat migrate` brings any database to exactly this: missing tables,
-- columns, indexes and reference rows are created, what is there is skipped.
--
-- Conventions. Ids are UUIDs as text (v7, so they sort by time), except in chat_messages, where they are 16 bytes.
-- Times are integer milliseconds since 1970 in UTC. Money is integer rupiah. Booleans are 0 and 1. JSON is text.
-- One column per line: `migrate` reads the definition of a missing column off its line.

------------------------------------------------------------------------------------------------------------------------
-- People
------------------------------------------------------------------------------------------------------------------------

-- Who wants to talk. A guest has no phone and no provider's id; signing up fills one in on the same row.
create table if not exists customers (
  id text not null primary key,
  display_name text not null,
  phone text unique,
  email text,
  google_sub text unique,
  apple_sub text unique,
  firebase_uid text,  -- of imported rows only; read by no code
  erased_at integer,  -- since then nothing of the person is here, and nobody signs in
  created_at integer not null,
  updated_at integer not null
) strict;

-- Whoever is erased is erased with what was imported, which no code knows of.
create trigger if not exists customers_erased after update of erased_at on customers
  when new.erased_at is not null
begin
  update customers set firebase_uid = null where id = new.id;
end;

-- Newest first, page by page, in the control center.
create index if not exists idx_customers_created on customers (created_at, id);

-- Who listens. A new phone makes an inactive row, which an operator activates.
create table if not exists mitras (
  id text not null primary key,
  display_name text not null,
  phone text not null unique,
  is_active integer not null default 0 check (is_active in (0, 1)),
  is_online integer not null default 0 check (is_online in (0, 1)),
  last_ping_at integer,
  firebase_uid text,  -- of imported rows only; read by no code
  created_at integer not null,
  updated_at integer not null
) strict;

create index if not exists idx_mitras_created on mitras (created_at, id);

-- Whom a request is sent to: the few that are online, out of many; and whose ping stays away the longest.
create index if not exists idx_mitras_online on mitras (last_ping_at) where is_online = 1;

-- What staff may do, as `noun:verb`. The rows below are the truth: there is no way to edit a role at run time.
create table if not exists roles (
  id text not null primary key,
  name text not null unique,
  permissions text not null  -- JSON array
) strict;

-- Staff: operators of the control center.
create table if not exists control_center_users (
  id text not null primary key,
  email text not null unique,  -- lower case
  name text not null,
  role_id text not null references roles (id),
  password_hash text not null,  -- bcrypt
  is_active integer not null default 1 check (is_active in (0, 1)),
  failed_login_count integer not null default 0 check (failed_login_count >= 0),
  lockout_until integer,
  firebase_uid text,  -- of imported rows only; read by no code
  created_at integer not null,
  updated_at integer not null
) strict;

create index if not exists idx_control_center_users_created on control_center_users (created_at, id);

------------------------------------------------------------------------------------------------------------------------
-- Signing in
------------------------------------------------------------------------------------------------------------------------

-- One row per sign-in of anyone, on one device. Deleting the row signs that device out.
create table if not exists auth_sessions (
  id text not null primary key,
  user_type text not null check (user_type in ('customer', 'mitra', 'control_center')),
  user_id text not null,
  refresh_token_hash text not null,  -- bcrypt of the one token that is good now
  previous_token_hash text,  -- its parent: taken once more within the grace, or the sign of a stolen token
  rotated_at integer,
  device_info text not null default '{}',  -- JSON: user_agent and ip of the sign-in, last_user_agent and last_ip of the latest use
  created_at integer not null,
  last_used_at integer not null,
  expires_at integer not null
) strict;

-- A person's devices.
create index if not exists idx_auth_sessions_user on auth_sessions (user_type, user_id);

-- What housekeeping removes.
create index if not exists idx_auth_sessions_expires on auth_sessions (expires_at);

-- A code sent to a phone. `attempts` is counted before a guess is looked at, so that guesses at one instant can't exceed the limit.
create table if not exists otp_requests (
  id text not null primary key,
  phone text not null,
  user_type text not null check (user_type in ('customer', 'mitra')),
  code_hash text not null,  -- bcrypt
  attempts integer not null default 0 check (attempts >= 0),
  max_attempts integer not null check (max_attempts >= 1),
  ip text not null,
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

-- The limits per phone and per address look at the last hour.
create index if not exists idx_otp_requests_phone on otp_requests (phone, created_at);
create index if not exists idx_otp_requests_ip on otp_requests (ip, created_at);
create index if not exists idx_otp_requests_created on otp_requests (created_at);

-- Where to reach someone whose app is closed. A token belongs to whoever registered it last, and goes with the sign-in.
create table if not exists device_tokens (
  token text not null primary key,
  platform text not null check (platform in ('android', 'ios', 'web')),
  user_type text not null check (user_type in ('customer', 'mitra')),
  user_id text not null,
  auth_session_id text references auth_sessions (id) on delete cascade,
  created_at integer not null,
  last_seen_at integer not null
) strict;

create index if not exists idx_device_tokens_user on device_tokens (user_type, user_id);
create index if not exists idx_device_tokens_session on device_tokens (auth_session_id);

-- Answers kept for a day, so that a request repeated under the same Idempotency-Key gets the same answer.
create table if not exists idempotency_keys (
  scope text not null,  -- caller and path
  key_hash blob not null,  -- SHA-256 of the key; the key itself is nowhere
  body_hash blob not null,
  status integer not null,
  answer blob not null,  -- of the anonymous sign-in: encrypted under the key
  created_at integer not null,
  primary key (scope, key_hash)
) strict, without rowid;

create index if not exists idx_idempotency_keys_created on idempotency_keys (created_at);

------------------------------------------------------------------------------------------------------------------------
-- Settings, prices, and who changed them
------------------------------------------------------------------------------------------------------------------------

-- What operators may change at run time. Values are JSON; the defaults are at the end of this file.
create table if not exists app_config (
  key text not null primary key,
  value text not null,
  updated_at integer not null default 0
) strict;

-- What a session costs. Sessions keep a copy of name, minutes and price: changing or deleting a tier changes no past.
create table if not exists price_tiers (
  id text not null primary key,
  name text not null,
  duration_minutes integer not null check (duration_minutes >= 1),
  price_idr integer not null check (price_idr >= 0),
  is_active integer not null default 1 check (is_active in (0, 1)),
  position integer not null default 0,
  created_at integer not null,
  updated_at integer not null
) strict;

-- Who changed what, and what the guards saw. Only ever added to; what it says of a customer goes when the customer is erased.
create table if not exists audit_log (
  id text not null primary key,
  created_at integer not null,
  actor_type text not null check (actor_type in ('control_center', 'customer', 'mitra', 'system')),
  actor_id text,
  action text not null,  -- `mitra.updated`, `config.updated`, `auth.refresh_reused`, …
  target_type text,
  target_id text,
  before text,  -- JSON of the members that changed
  after text,
  ip text,
  request_id text
) strict;

-- Newest first: all of it, what was done, what somebody did.
create index if not exists idx_audit_log_created on audit_log (created_at, id);
create index if not exists idx_audit_log_action on audit_log (action, created_at, id);
create index if not exists idx_audit_log_actor on audit_log (actor_id, created_at, id);
create index if not exists idx_audit_log_target on audit_log (target_id, created_at, id) where target_id is not null;

------------------------------------------------------------------------------------------------------------------------
-- Conversations
------------------------------------------------------------------------------------------------------------------------

-- A request and the session it becomes. `deadline_at` is the next instant at which something happens by itself; timers are
-- only a cache of it. `version` counts changes: every update names the version it read, so that one of two always loses.
create table if not exists chat_sessions (
  id text not null primary key,
  customer_id text not null references customers (id),
  mitra_id text references mitras (id),
  status text not null check (status in ('requested', 'active', 'extending', 'closing', 'completed', 'expired', 'cancelled')),
  price_tier_id text,
  price_tier_name text,
  price_idr integer not null default 0 check (price_idr >= 0),
  is_free_trial integer not null default 0 check (is_free_trial in (0, 1)),
  duration_minutes integer not null check (duration_minutes >= 1),
  requested_at integer not null,
  request_expires_at integer not null,
  started_at integer,
  expires_at integer,
  notice_at integer,  -- when the approaching end is announced; null once it was
  closing_at integer,
  grace_ends_at integer,
  ended_at integer,
  end_reason text check (end_reason in ('time_up', 'extension_rejected', 'extension_timeout', 'ended_by_customer', 'ended_by_mitra', 'cancelled_by_customer', 'no_mitra', 'stale_on_restart')),
  deadline_at integer,
  last_seq integer not null default 0 check (last_seq >= 0),
  customer_delivered_seq integer not null default 0,
  customer_read_seq integer not null default 0,
  mitra_delivered_seq integer not null default 0,
  mitra_read_seq integer not null default 0,
  customer_unread integer not null default 0 check (customer_unread >= 0),  -- messages of the mitra that the customer has not read
  mitra_unread integer not null default 0 check (mitra_unread >= 0),
  version integer not null default 0,
  topic_sensitivity text not null default 'regular' check (topic_sensitivity in ('regular', 'sensitive')),
  check ((status in ('requested', 'active', 'extending', 'closing')) = (ended_at is null)),
  check (status not in ('active', 'extending', 'closing') or (mitra_id is not null and started_at is not null and expires_at is not null)),
  check (status != 'closing' or grace_ends_at is not null)
) strict;

-- A customer has one open request or session at a time.
create unique index if not exists idx_chat_sessions_one_open on chat_sessions (customer_id) where ended_at is null;

-- A person's history, newest first, of any status.
create index if not exists idx_chat_sessions_customer on chat_sessions (customer_id, requested_at, id, status);
create index if not exists idx_chat_sessions_mitra on chat_sessions (mitra_id, requested_at, id, status);

-- A mitra's load (who has a mitra and has not ended), the requests that wait (without one), the open ones for the dashboard.
create index if not exists idx_chat_sessions_open on chat_sessions (mitra_id, status) where ended_at is null;

-- The next thing to happen.
create index if not exists idx_chat_sessions_deadline on chat_sessions (deadline_at) where deadline_at is not null;

-- The control center's list, by status or topic where they are asked for, and its counts. The first also has what
-- sums are made of.
create index if not exists idx_chat_sessions_requested on chat_sessions (requested_at, id, started_at, price_idr, topic_sensitivity);
create index if not exists idx_chat_sessions_status on chat_sessions (status, requested_at, id);
create index if not exists idx_chat_sessions_topic_sensitivity on chat_sessions (topic_sensitivity, requested_at, id, status);

-- What was said. The hot table: one tree by session and number, one for the sender's own ids.
create table if not exists chat_messages (
  session_id blob not null,
  seq integer not null,
  id blob not null,
  sender text not null check (sender in ('customer', 'mitra')),
  client_message_id text not null,
  content text not null,
  created_at integer not null,
  delivered_at integer,
  read_at integer,
  primary key (session_id, seq)
) strict, without rowid;

-- The same message sent again is the same message.
create unique index if not exists idx_chat_messages_client_id on chat_messages (session_id, sender, client_message_id);

-- To whom a request was sent, and what became of it.
create table if not exists chat_request_notifications (
  session_id text not null references chat_sessions (id),
  mitra_id text not null references mitras (id),
  status text not null default 'pending' check (status in ('pending', 'accepted', 'rejected', 'ignored', 'missed')),
  topic_sensitivity text not null default 'regular' check (topic_sensitivity in ('regular', 'sensitive')),  -- when it was sent
  active_session_count integer not null,
  created_at integer not null,
  responded_at integer,
  primary key (session_id, mitra_id)
) strict, without rowid;

-- The activity report counts from these two alone, and lists by them. Those that wait lie in one of their own: a request goes to
-- all mitras at once, and each has their place in the large one in another page.
create index if not exists idx_chat_request_notifications_mitra on chat_request_notifications (mitra_id, created_at, session_id, status, topic_sensitivity) where status != 'pending';
create index if not exists idx_chat_request_notifications_pending on chat_request_notifications (mitra_id, created_at, session_id, topic_sensitivity) where status = 'pending';

-- More time, asked for by the customer and answered by the mitra.
create table if not exists session_extensions (
  id text not null primary key,
  session_id text not null references chat_sessions (id),
  status text not null default 'pending' check (status in ('pending', 'accepted', 'rejected', 'timeout')),
  price_tier_id text,
  price_tier_name text not null,
  duration_minutes integer not null check (duration_minutes >= 1),
  price_idr integer not null check (price_idr >= 0),
  asked_from text not null check (asked_from in ('active', 'closing')),
  grace_left_ms integer,  -- what was left of the grace period, when asked from closing
  closing_reason text,  -- why it was closing
  closing_at integer,  -- and since when
  requested_at integer not null,
  respond_by integer not null,
  resolved_at integer
) strict;

create index if not exists idx_session_extensions_session on session_extensions (session_id, requested_at);

-- What was earned with them, by day.
create index if not exists idx_session_extensions_accepted on session_extensions (requested_at, price_idr) where status = 'accepted';

-- At most one extension of a session waits for an answer.
create unique index if not exists idx_session_extensions_pending on session_extensions (session_id) where status = 'pending';

-- The last word of each side, and the customer's rating.
create table if not exists session_goodbyes (
  session_id text not null references chat_sessions (id),
  sender text not null check (sender in ('customer', 'mitra')),
  message text,
  rating integer check (rating between 1 and 5),
  created_at integer not null,
  primary key (session_id, sender)
) strict, without rowid;

-- Each real change of a session's topic flag, in order.
create table if not exists session_sensitivity_log (
  id text not null primary key,
  session_id text not null references chat_sessions (id),
  changed_by_mitra_id text not null references mitras (id),
  from_value text not null check (from_value in ('regular', 'sensitive')),
  to_value text not null check (to_value in ('regular', 'sensitive')),
  created_at integer not null
) strict;

create index if not exists idx_session_sensitivity_log_session on session_sensitivity_log (session_id, created_at);

------------------------------------------------------------------------------------------------------------------------
-- Running totals
------------------------------------------------------------------------------------------------------------------------

-- How many rows there are of what grows for years, so that the total of a list need not count them: customers; chat_sessions by
-- status; audit_log by action. Triggers keep it, each in the transaction of the change itself.
create table if not exists running_totals (
  counted text not null,  -- the table
  kind text not null,
  total integer not null,
  primary key (counted, kind)
) strict, without rowid;

create trigger if not exists customers_counted after insert on customers
begin
  insert into running_totals (counted, kind, total)
    values ('customers', '', 1)
    on conflict (counted, kind) do update set total = total + 1;
end;

create trigger if not exists customers_uncounted after delete on customers
begin
  update running_totals set total = total - 1 where counted = 'customers' and kind = '';
end;

create trigger if not exists chat_sessions_counted after insert on chat_sessions
begin
  insert into running_totals (counted, kind, total)
    values ('chat_sessions', new.status, 1)
    on conflict (counted, kind) do update set total = total + 1;
end;

create trigger if not exists chat_sessions_uncounted after delete on chat_sessions
begin
  update running_totals set total = total - 1 where counted = 'chat_sessions' and kind = old.status;
end;

create trigger if not exists chat_sessions_recounted after update of status on chat_sessions
  when old.status != new.status
begin
  update running_totals set total = total - 1 where counted = 'chat_sessions' and kind = old.status;
  insert into running_totals (counted, kind, total)
    values ('chat_sessions', new.status, 1)
    on conflict (counted, kind) do update set total = total + 1;
end;

create trigger if not exists audit_log_counted after insert on audit_log
begin
  insert into running_totals (counted, kind, total)
    values ('audit_log', new.action, 1)
    on conflict (counted, kind) do update set total = total + 1;
end;

create trigger if not exists audit_log_uncounted after delete on audit_log
begin
  update running_totals set total = total - 1 where counted = 'audit_log' and kind = old.action;
end;

-- What was there before them; a row of nothing says that it was counted.
insert into running_totals (counted, kind, total)
  select 'customers', kind, sum(n)
    from (select '' as kind, 0 as n
           union all
          select '', 1 from customers)
   where not exists (select 1 from running_totals where counted = 'customers')
   group by kind;
insert into running_totals (counted, kind, total)
  select 'chat_sessions', kind, sum(n)
    from (select 'requested' as kind, 0 as n
           union all
          select status, 1 from chat_sessions)
   where not exists (select 1 from running_totals where counted = 'chat_sessions')
   group by kind;
insert into running_totals (counted, kind, total)
  select 'audit_log', kind, sum(n)
    from (select '' as kind, 0 as n
           union all
          select action, 1 from audit_log)
   where not exists (select 1 from running_totals where counted = 'audit_log')
   group by kind;

-- What each mitra made of all requests up to the end of a day that is over, for each day on which there were any: the activity
-- report takes the difference of two rows, so that it need not count all requests there ever were. Housekeeping makes them out
-- of chat_request_notifications, day after day.
create table if not exists mitra_activity_days (
  mitra_id text not null references mitras (id),
  day integer not null,  -- since 1970, in UTC
  received integer not null,
  accepted integer not null,
  rejected integer not null,
  missed integer not null,
  ignored integer not null,
  sensitive_total integer not null,
  sensitive_accepted integer not null,
  primary key (mitra_id, day)
) strict, without rowid;

-- Up to when they are made.
create index if not exists idx_mitra_activity_days_day on mitra_activity_days (day);

-- Whatever changes in a day that was added up: it is not any more, nor is any day after it. Housekeeping does them again.
create trigger if not exists mitra_activity_days_sent after insert on chat_request_notifications
  when new.created_at < (select (max(day) + 1) * 86400000 from mitra_activity_days)
begin
  delete from mitra_activity_days where day >= new.created_at / 86400000;
end;

create trigger if not exists mitra_activity_days_answered after update of created_at, mitra_id, status, topic_sensitivity on chat_request_notifications
  when min(old.created_at, new.created_at) < (select (max(day) + 1) * 86400000 from mitra_activity_days)
begin
  delete from mitra_activity_days where day >= min(old.created_at, new.created_at) / 86400000;
end;

create trigger if not exists mitra_activity_days_gone after delete on chat_request_notifications
  when old.created_at < (select (max(day) + 1) * 86400000 from mitra_activity_days)
begin
  delete from mitra_activity_days where day >= old.created_at / 86400000;
end;

-- What all requests came to by the end of a quarter of an hour, for each quarter in which there was one: what was asked for, and
-- what was earned with sessions that started and extensions that were granted, all by the time of the request. The dashboard
-- takes the difference of two rows, wherever midnight is: no zone is off by less than a quarter of an hour. Housekeeping makes
-- them a while later, one after the other.
create table if not exists session_sums (
  ends_at integer not null primary key,
  sessions integer not null,
  sensitive integer not null,
  revenue_idr integer not null
) strict;

-- Whatever changes in a quarter that was added up: it is not any more, nor is any after it, and housekeeping does them again.
create trigger if not exists session_sums_asked after insert on chat_sessions
  when new.requested_at < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > new.requested_at;
end;

create trigger if not exists session_sums_changed after update of requested_at, started_at, price_idr on chat_sessions
  when (old.requested_at, old.started_at is null, old.price_idr) != (new.requested_at, new.started_at is null, new.price_idr)
    and min(old.requested_at, new.requested_at) < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > min(old.requested_at, new.requested_at);
end;

create trigger if not exists session_sums_flagged after update of topic_sensitivity on chat_sessions
  when old.requested_at < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > old.requested_at;
end;

create trigger if not exists session_sums_unasked after delete on chat_sessions
  when old.requested_at < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > old.requested_at;
end;

create trigger if not exists session_sums_extended after insert on session_extensions
  when new.requested_at < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > new.requested_at;
end;

create trigger if not exists session_sums_answered after update on session_extensions
  when min(old.requested_at, new.requested_at) < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > min(old.requested_at, new.requested_at);
end;

create trigger if not exists session_sums_unextended after delete on session_extensions
  when old.requested_at < (select max(ends_at) from session_sums)
begin
  delete from session_sums where ends_at > old.requested_at;
end;

------------------------------------------------------------------------------------------------------------------------
-- Searching
------------------------------------------------------------------------------------------------------------------------

-- What customers are searched by, as the index below has it: a line of their name in lower case, and one of their phone. Numbers
-- ascend with the time at which they came, so that a page of whoever is found begins with the newest: some minutes in the upper
-- bits, in the lower ones who of those minutes.
create table if not exists customer_texts (
  number integer not null primary key,
  customer_id text not null unique,
  created_at integer not null,
  text text not null
) strict;

-- Which of them have one, two, three or six characters in a row, anywhere. Whoever has all pieces of a text may yet have them in
-- another order. Housekeeping gathers its parts: left to itself it does that in the midst of whatever is being written, for as
-- long as it takes.
create virtual table if not exists customer_grams using fts5(terms, content='', columnsize=0, detail=none, tokenize='ascii');
insert into customer_grams (customer_grams, rank)
  select 'automerge', 0
   where not exists (select 1 from customer_grams_config where k = 'automerge');

-- Who is not in it, or not under the present name and phone. Housekeeping sees to them; whoever searches looks at them too.
create table if not exists customer_search_due (
  customer_id text not null primary key
) strict, without rowid;

create trigger if not exists customer_search_due_new after insert on customers
begin
  insert into customer_search_due (customer_id) values (new.id) on conflict (customer_id) do nothing;
end;

create trigger if not exists customer_search_due_renamed after update of display_name, phone, created_at on customers
  when old.display_name != new.display_name or old.phone is not new.phone or old.created_at != new.created_at
begin
  insert into customer_search_due (customer_id) values (new.id) on conflict (customer_id) do nothing;
end;

create trigger if not exists customer_search_due_gone after delete on customers
begin
  insert into customer_search_due (customer_id) values (old.id) on conflict (customer_id) do nothing;
end;

-- Who was there before them. Where an earlier version ran, which had an index of its own: whoever is there, and whoever is gone
-- since without this index having heard of it. Nobody is looked at where there is nothing to do.
insert into customer_search_due (customer_id)
  select c.id
    from (select 1
           where not exists (select 1 from customer_texts)
              or exists (select 1 from sqlite_schema where name in ('customer_trigrams', 'customer_ngrams')))
   cross join customers c
   where true
      on conflict (customer_id) do nothing;
insert into customer_search_due (customer_id)
  select t.customer_id
    from (select 1 from sqlite_schema where name in ('customer_trigrams', 'customer_ngrams') limit 1)
   cross join customer_texts t
   where true
      on conflict (customer_id) do nothing;
drop trigger if exists customer_search_added;
drop trigger if exists customer_search_changed;
drop trigger if exists customer_search_gone;
drop table if exists customer_trigrams;
drop table if exists customer_search;
drop table if exists customer_ngrams;
drop table if exists customer_names;

-- Sessions that are over, and what their customers are called: the same of each as of a customer, in the order in which they
-- were asked for.
create table if not exists session_texts (
  number integer not null primary key,
  session_id text not null unique,
  requested_at integer not null,
  text text not null
) strict;

-- Which of them have the same pieces, and in one word each which mitra, which status and which topic. What it was told it can be
-- told to forget by number.
create virtual table if not exists session_grams using fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii');
insert into session_grams (session_grams, rank)
  select 'automerge', 0
   where not exists (select 1 from session_grams_config where k = 'automerge');

-- What is over and not in it, or not as it is now. Open sessions are few, and those who search look at all of them.
create table if not exists session_search_due (
  session_id text not null primary key
) strict, without rowid;

create trigger if not exists session_search_due_written after insert on chat_sessions
  when new.ended_at is not null
begin
  insert into session_search_due (session_id) values (new.id) on conflict (session_id) do nothing;
end;

create trigger if not exists session_search_due_changed after update of ended_at, status, customer_id, mitra_id, requested_at on chat_sessions
  when (old.ended_at is null) != (new.ended_at is null)
    or (new.ended_at is not null
        and (old.status != new.status or old.customer_id != new.customer_id or old.mitra_id is not new.mitra_id
          or old.requested_at != new.requested_at))
begin
  insert into session_search_due (session_id) values (new.id) on conflict (session_id) do nothing;
end;

create trigger if not exists session_search_due_flagged after update of topic_sensitivity on chat_sessions
  when new.ended_at is not null
begin
  insert into session_search_due (session_id) values (new.id) on conflict (session_id) do nothing;
end;

create trigger if not exists session_search_due_gone after delete on chat_sessions
  when old.ended_at is not null
begin
  insert into session_search_due (session_id) values (old.id) on conflict (session_id) do nothing;
end;

create trigger if not exists session_search_due_renamed after update of display_name, phone on customers
  when old.display_name != new.display_name or old.phone is not new.phone
begin
  insert into session_search_due (session_id)
    select id
      from chat_sessions
     where customer_id = new.id and ended_at is not null
        on conflict (session_id) do nothing;
  -- Whoever is erased is erased here too.
  update session_texts
     set text = ''
   where session_id in (select id from chat_sessions where customer_id = new.id);
end;

-- What was over before them.
insert into session_search_due (session_id)
  select s.id
    from (select 1 where not exists (select 1 from session_texts))
   cross join chat_sessions s
   where s.ended_at is not null
      on conflict (session_id) do nothing;

------------------------------------------------------------------------------------------------------------------------
-- Reference rows
------------------------------------------------------------------------------------------------------------------------

insert into roles (id, name, permissions) values ('00000000-0000-7000-8000-000000000001', 'super_admin', '["control_center_users:read","control_center_users:create","control_center_users:update","mitras:read","mitras:update","customers:read","sessions:read","dashboard:read","mitra_activity:read","config:read","config:update","audit_log:read"]') on conflict (id) do update set name = excluded.name, permissions = excluded.permissions where name != excluded.name or permissions != excluded.permissions;
insert into roles (id, name, permissions) values ('00000000-0000-7000-8000-000000000002', 'operator', '["mitras:read","mitras:update","customers:read","sessions:read","dashboard:read","mitra_activity:read","config:read","audit_log:read"]') on conflict (id) do update set name = excluded.name, permissions = excluded.permissions where name != excluded.name or permissions != excluded.permissions;
insert into roles (id, name, permissions) values ('00000000-0000-7000-8000-000000000003', 'viewer', '["control_center_users:read","mitras:read","customers:read","sessions:read","dashboard:read","mitra_activity:read","config:read","audit_log:read"]') on conflict (id) do update set name = excluded.name, permissions = excluded.permissions where name != excluded.name or permissions != excluded.permissions;

insert into app_config (key, value) values ('otp_expiry_seconds', '300') on conflict (key) do nothing;
insert into app_config (key, value) values ('otp_resend_cooldown_seconds', '60') on conflict (key) do nothing;
insert into app_config (key, value) values ('otp_max_attempts', '5') on conflict (key) do nothing;
insert into app_config (key, value) values ('otp_max_per_phone_per_hour', '3') on conflict (key) do nothing;
insert into app_config (key, value) values ('otp_max_per_ip_per_hour', '10') on conflict (key) do nothing;
insert into app_config (key, value) values ('cc_lockout', '{"max_failed_logins":5,"lockout_minutes":15}') on conflict (key) do nothing;
insert into app_config (key, value) values ('chat_request_timeout_seconds', '60') on conflict (key) do nothing;
insert into app_config (key, value) values ('closure_grace_seconds', '300') on conflict (key) do nothing;
insert into app_config (key, value) values ('extension_timeout_seconds', '60') on conflict (key) do nothing;
insert into app_config (key, value) values ('mitra_max_concurrent_sessions', '3') on conflict (key) do nothing;
insert into app_config (key, value) values ('anonymity_enabled', 'true') on conflict (key) do nothing;
insert into app_config (key, value) values ('free_trial', '{"enabled":true,"duration_minutes":5}') on conflict (key) do nothing;
insert into app_config (key, value) values ('early_end', '{"customer":true,"mitra":true}') on conflict (key) do nothing;
insert into app_config (key, value) values ('mitra_ping', '{"required":false,"interval_seconds":60}') on conflict (key) do nothing;
insert into app_config (key, value) values ('sensitive_flip_confirmation_enabled', 'true') on conflict (key) do nothing;
insert into app_config (key, value) values ('sensitive_flag_one_way_latch', 'false') on conflict (key) do nothing;
insert into app_config (key, value) values ('mitra_quality', '{"min_requests":20,"max_unanswered_percent":50}') on conflict (key) do nothing;
insert into app_config (key, value) values ('identity', '{"on_conflict":"reject"}') on conflict (key) do nothing;
