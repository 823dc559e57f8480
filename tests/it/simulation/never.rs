//! What must never be found in the rows, each with a way to spoil them so that it is: a rule that can't fail proves nothing.

/// Names sessions, or other things, of which it is wrong that they are there.
#[derive(Debug)]
pub struct Rule {
    pub wrong: &'static str,
    /// Is given as `?1` how many conversations a mitra may have, as `?2` what time it is.
    pub query: &'static str,
    /// Makes it find something, once there are sessions of every kind.
    pub spoilt_by: &'static str,
}

/// At every moment.
pub const NEVER: [Rule; 27] = [
    Rule {
        wrong: "a running total is not what a count gives",
        query: "with counts as (
            select 'customers' as counted, '' as kind, count(*) as total from customers group by 1
             union all
            select 'chat_sessions', status, count(*) from chat_sessions group by 2
             union all
            select 'audit_log', action, count(*) from audit_log group by 2)
         select counted from (select * from counts except select * from running_totals)
          union all
         select counted from (select * from running_totals where total != 0 except select * from counts)",
        spoilt_by: "update running_totals set total = total + 1 where counted = 'customers'",
    },
    Rule {
        wrong: "a sum of sessions is not what a count gives",
        query: "select 'by ' || k.ends_at
           from session_sums k
          where (k.sessions, k.sensitive, k.revenue_idr) != (
                 select count(*), coalesce(sum(topic_sensitivity = 'sensitive'), 0),
                        coalesce(sum(case when started_at is null then 0 else price_idr end), 0)
                          + (select coalesce(sum(price_idr), 0) from session_extensions
                              where status = 'accepted' and requested_at < k.ends_at)
                   from chat_sessions where requested_at < k.ends_at)",
        spoilt_by: "update session_sums set revenue_idr = revenue_idr + 1",
    },
    Rule {
        wrong: "a sum of days is not what a count gives",
        query: "select d.mitra_id
           from mitra_activity_days d
          where (d.received, d.accepted, d.sensitive_total) != (
                 select count(*), count(*) filter (where n.status = 'accepted'), count(*) filter (where n.topic_sensitivity = 'sensitive')
                   from chat_request_notifications n
                  where n.mitra_id = d.mitra_id and n.created_at < (d.day + 1) * 86400000)",
        spoilt_by: "update mitra_activity_days set received = received + 1",
    },
    Rule {
        wrong: "a customer can't be found by name",
        query: "select c.id
           from customers c
           left join customer_texts n on n.customer_id = c.id
          where c.id not in (select customer_id from customer_search_due)
            and (n.number is null
              or not exists (
                 select 1 from customer_grams t
                  where t.customer_grams match '\"' || lower(hex(substr(lower(c.display_name), 1, 3))) || '\"' and t.rowid = n.number))",
        spoilt_by: "delete from customer_texts",
    },
    Rule {
        wrong: "a session that is over can't be found by its customer's name",
        query: "select s.id
           from chat_sessions s
           join customers c on c.id = s.customer_id
           left join session_texts n on n.session_id = s.id
          where s.ended_at is not null
            and s.id not in (select session_id from session_search_due)
            and (n.number is null or n.requested_at != s.requested_at
              or n.text != lower(c.display_name) || char(10) || coalesce(c.phone, '')
              or not exists (
                 select 1 from session_grams t
                  where t.session_grams match '\"' || lower(hex(substr(lower(c.display_name), 1, 3))) || '\" AND \"x' || s.status || '\" AND \"x' || s.topic_sensitivity
                                           || iif(s.mitra_id is null, '', '\" AND \"m' || lower(hex(s.mitra_id))) || '\"'
                    and t.rowid = n.number))",
        spoilt_by: "update session_texts set text = 'somebody else'",
    },
    Rule {
        wrong: "the index of sessions has what it should not",
        query: "select n.session_id
           from session_texts n
           left join chat_sessions s on s.id = n.session_id
          where (s.id is null or s.ended_at is null)
            and n.session_id not in (select session_id from session_search_due)",
        spoilt_by: "insert into session_texts (number, session_id, requested_at, text) select 1, id, 0, '' from chat_sessions where status = 'active'",
    },
    Rule {
        wrong: "a customer has two open sessions",
        query: "select customer_id from chat_sessions where ended_at is null group by customer_id having count(*) > 1",
        spoilt_by: "drop index idx_chat_sessions_one_open; update chat_sessions set customer_id = (select max(customer_id) from chat_sessions) where ended_at is null",
    },
    Rule {
        wrong: "a mitra has more conversations than allowed",
        query: "select mitra_id from chat_sessions
          where mitra_id is not null and ended_at is null group by mitra_id having count(*) > ?1",
        spoilt_by: "update chat_sessions set mitra_id = (select max(mitra_id) from chat_sessions) where ended_at is null and mitra_id is not null",
    },
    Rule {
        wrong: "an open session waits for nothing",
        query: "select id from chat_sessions where ended_at is null and deadline_at is null",
        spoilt_by: "update chat_sessions set deadline_at = null where status = 'active'",
    },
    Rule {
        wrong: "an ended session waits for something",
        query: "select id from chat_sessions where ended_at is not null and deadline_at is not null",
        spoilt_by: "update chat_sessions set deadline_at = 1 where status = 'completed'",
    },
    Rule {
        wrong: "a deadline is not that of its state",
        query: "select s.id
           from chat_sessions s
           left join session_extensions e on e.session_id = s.id and e.status = 'pending'
          where s.deadline_at is not case s.status
                  when 'requested' then s.request_expires_at
                  when 'active' then coalesce(s.notice_at, s.expires_at)
                  when 'extending' then e.respond_by
                  when 'closing' then s.grace_ends_at
                end",
        spoilt_by: "update chat_sessions set deadline_at = deadline_at + 1 where status = 'closing'",
    },
    Rule {
        wrong: "an extension waits exactly while its session does",
        query: "select s.id from chat_sessions s
          where (s.status = 'extending') != exists (
                  select 1 from session_extensions e where e.session_id = s.id and e.status = 'pending')",
        spoilt_by: "update session_extensions set status = 'timeout' where status = 'pending'",
    },
    Rule {
        wrong: "the numbers of messages have gaps, or the count is not theirs",
        query: "select s.id
           from chat_sessions s
           left join (select lower(hex(session_id)) as id, count(*) as n, min(seq) as first, max(seq) as last
                        from chat_messages group by session_id) m on m.id = replace(s.id, '-', '')
          where coalesce(m.n, 0) != s.last_seq
             or (m.n is not null and (m.first != 1 or m.last != s.last_seq))",
        spoilt_by: "delete from chat_messages where seq = 1",
    },
    Rule {
        wrong: "what is unread is not what was not read",
        query: "select s.id
           from chat_sessions s
          where s.customer_unread != (select count(*) from chat_messages m
                   where lower(hex(m.session_id)) = replace(s.id, '-', '') and m.sender = 'mitra' and m.seq > s.customer_read_seq)
             or s.mitra_unread != (select count(*) from chat_messages m
                   where lower(hex(m.session_id)) = replace(s.id, '-', '') and m.sender = 'customer' and m.seq > s.mitra_read_seq)",
        spoilt_by: "update chat_sessions set mitra_unread = mitra_unread + 1",
    },
    Rule {
        wrong: "an offer waits though its request does not",
        query: "select n.session_id
           from chat_request_notifications n join chat_sessions s on s.id = n.session_id
          where n.status = 'pending' and s.status != 'requested'",
        spoilt_by: "update chat_request_notifications set status = 'pending' where status = 'accepted'",
    },
    Rule {
        wrong: "not exactly the mitra of a session has accepted it",
        query: "select s.id
           from chat_sessions s
          where s.mitra_id is not (select max(n.mitra_id) from chat_request_notifications n
                                    where n.session_id = s.id and n.status = 'accepted')
             or (select count(*) from chat_request_notifications n
                  where n.session_id = s.id and n.status = 'accepted') > 1",
        spoilt_by: "update chat_request_notifications set status = 'rejected' where status = 'accepted'",
    },
    Rule {
        wrong: "a session without a mitra has begun, or one with a mitra has not",
        query: "select id from chat_sessions where (mitra_id is null) != (started_at is null)",
        spoilt_by: "update chat_sessions set started_at = null where status = 'completed'",
    },
    Rule {
        wrong: "a session ended without a reason, or for one that it could not",
        query: "select id from chat_sessions
          where (ended_at is not null and end_reason is null)
             or (status = 'expired' and end_reason != 'no_mitra')
             or (status = 'cancelled' and end_reason != 'cancelled_by_customer')
             or (status = 'completed' and end_reason in ('no_mitra', 'cancelled_by_customer'))",
        spoilt_by: "update chat_sessions set end_reason = 'no_mitra' where status = 'completed'",
    },
    Rule {
        wrong: "a flip leads from where the one before did not lead",
        query: "select id from (
            select id, from_value, to_value,
                   lag(to_value, 1, from_value) over (partition by session_id order by created_at, id) as before
              from session_sensitivity_log)
          where from_value != before or from_value = to_value",
        spoilt_by: "update session_sensitivity_log set from_value = to_value",
    },
    Rule {
        wrong: "a message is there twice",
        query: "select lower(hex(session_id))
           from chat_messages group by session_id, sender, client_message_id having count(*) > 1",
        spoilt_by: "drop index idx_chat_messages_client_id; update chat_messages set client_message_id = 'again'",
    },
    Rule {
        wrong: "something was said before the session began, or after it had ended",
        query: "select s.id
           from chat_messages m join chat_sessions s on replace(s.id, '-', '') = lower(hex(m.session_id))
          where m.created_at < s.started_at or m.created_at > s.ended_at or s.started_at is null",
        spoilt_by: "update chat_messages set created_at = created_at + 100 * 86400000",
    },
    Rule {
        wrong: "a request was open for other than its minute, or was taken when that was over",
        query: "select id from chat_sessions
          where request_expires_at != requested_at + 60000
             or started_at >= request_expires_at
             or (started_at is null and ended_at > request_expires_at)",
        spoilt_by: "update chat_sessions set started_at = request_expires_at where status = 'active'",
    },
    Rule {
        wrong: "a free trial costs something, or is not the first session",
        query: "select s.id
           from chat_sessions s
          where s.is_free_trial
            and (s.price_idr != 0 or s.price_tier_id is not null
              or exists (select 1 from chat_sessions p
                          where p.customer_id = s.customer_id and p.id < s.id and p.started_at is not null))",
        spoilt_by: "update chat_sessions set is_free_trial = 1",
    },
    Rule {
        wrong: "a sign-in is good for other than thirty days after its last use",
        query: "select id from auth_sessions where expires_at != last_used_at + 30 * 86400000",
        spoilt_by: "update auth_sessions set expires_at = expires_at + 1",
    },
    Rule {
        wrong: "a code is good for more than five minutes, or was used when they were over, or guessed at too often",
        query: "select id from otp_requests
          where expires_at > created_at + 300000 or used_at >= expires_at or attempts > 5",
        spoilt_by: "update otp_requests set used_at = expires_at",
    },
    Rule {
        wrong: "a phone was sent more codes than may be",
        query: "select id from (
            select id, created_at,
                   lag(created_at) over (partition by phone order by created_at, id) as last,
                   lag(created_at, 3) over (partition by phone order by created_at, id) as third
              from otp_requests)
          where last > created_at - 60000 or third > created_at - 3600000",
        spoilt_by: "update otp_requests set phone = '+62811', created_at = 0",
    },
    Rule {
        wrong: "a phone has two codes that are good",
        query: "select max(id) from otp_requests
          where used_at is null and expires_at > ?2 group by phone, user_type having count(*) > 1",
        spoilt_by: "update otp_requests set phone = '+62811', user_type = 'mitra', used_at = null, expires_at = 1 << 50",
    },
];

/// Just after what is out of date was swept away.
pub const SWEPT: [Rule; 4] = [
    Rule {
        wrong: "a sign-in that has expired was left",
        query: "select id from auth_sessions where expires_at <= ?2",
        spoilt_by: "update auth_sessions set expires_at = 1",
    },
    Rule {
        wrong: "a code of more than a day ago was left",
        query: "select id from otp_requests where created_at <= ?2 - 86400000",
        spoilt_by: "update otp_requests set created_at = 1",
    },
    Rule {
        wrong: "an answer of more than a day ago was left",
        query: "select scope from idempotency_keys where created_at <= ?2 - 86400000",
        spoilt_by: "update idempotency_keys set created_at = 1",
    },
    Rule {
        wrong: "a mitra who is signed in nowhere is online",
        query: "select m.id from mitras m
          where m.is_online
            and not exists (select 1 from auth_sessions a where a.user_type = 'mitra' and a.user_id = m.id)",
        spoilt_by: "delete from auth_sessions",
    },
];
