//! The control center's first look: what is going on now, today, and in the last thirty days.
//!
//! Everything is counted by the time of the request, as the list of sessions is, so that a figure here and a filter there
//! say the same. A request that nobody took counts as one; it earned nothing. Days are those of the given zone.

mod sql;

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use crate::{
    clock::Timestamp,
    domain::{
        ctx::Ctx,
        error::Error,
        report::sums::{self, EVER, Sum},
        totals::{self, Counted},
    },
    store::Tx,
};

const DAYS: i64 = 30;

#[derive(Debug, Clone, PartialEq)]
pub struct Dashboard {
    /// Started and not ended.
    pub active_sessions: i64,
    pub open_requests: i64,
    pub online_mitras: i64,
    /// Guests included.
    pub customers: i64,
    pub sessions_today: i64,
    pub revenue_today_idr: i64,
    /// Sensitive ones, ever.
    pub sensitive_total: i64,
    /// Ascending; the last one is today.
    pub days: Vec<Day>,
}

/// What was asked for on one day, and what it earned: sessions that started and extensions that were granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub sessions: i64,
    pub sensitive: i64,
    pub revenue_idr: i64,
}

impl Dashboard {
    /// Of the thirty days: sensitive ones, and all.
    pub fn last_30_days(&self) -> (i64, i64) {
        let sum = |count: fn(&Day) -> i64| self.days.iter().map(count).sum();
        (sum(|day| day.sensitive), sum(|day| day.sessions))
    }
}

/// `part` of `whole` in percent, with one decimal. Of nothing it is 0.
pub fn percent(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    (part as f64 * 1000.0 / whole as f64).round() / 10.0
}

pub async fn look(ctx: &Ctx, zone: TimeZone) -> Result<Dashboard, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let (days, ever) = days(tx, now, &zone)?;
        let today = days.last().expect("there is a today");
        let (active_sessions, open_requests) = sql::open(tx)?;
        Ok(Dashboard {
            active_sessions,
            open_requests,
            online_mitras: sql::online_mitras(tx)?,
            customers: totals::total(tx, Counted::Customers, &[])?,
            sessions_today: today.sessions,
            revenue_today_idr: today.revenue_idr,
            sensitive_total: ever.sensitive,
            days,
        })
    })
    .await
}

/// Each is what all came to by its end, without what it came to before; and what it comes to after all.
fn days(tx: &dyn Tx, now: Timestamp, zone: &TimeZone) -> Result<(Vec<Day>, Sum), Error> {
    let today = now.to_jiff().to_zoned(zone.clone()).date();
    let dates = (0..=DAYS).map(|n| today.saturating_add((n - DAYS + 1).days()));
    let dates: Vec<Date> = dates.collect();
    // A day is not always 24 hours long.
    let midnights = dates.iter().map(|date| midnight(*date, zone));
    let mut instants = midnights.collect::<Result<Vec<_>, _>>()?;
    instants.push(EVER);
    let sums = sums::before_each(tx, &instants)?;
    let days = std::iter::zip(&dates, sums.windows(2)).take(dates.len() - 1);
    let days = days.map(|(date, sums)| {
        let of_it = sums[1] - sums[0];
        Day {
            date: *date,
            sessions: of_it.sessions,
            sensitive: of_it.sensitive,
            revenue_idr: of_it.revenue_idr,
        }
    });
    Ok((days.collect(), sums[sums.len() - 1]))
}

fn midnight(date: Date, zone: &TimeZone) -> Result<Timestamp, Error> {
    let begins = date.to_zoned(zone.clone()).map_err(Error::internal)?;
    Ok(Timestamp::from_millis(begins.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_one_decimal_and_nothing_of_nothing_is_none() {
        assert!((percent(1, 3) - 33.3).abs() < f64::EPSILON);
        assert!((percent(2, 3) - 66.7).abs() < f64::EPSILON);
        assert!((percent(5, 5) - 100.0).abs() < f64::EPSILON);
        assert!(percent(0, 0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_zone() {
        let zone = TimeZone::get("Asia/Jakarta").unwrap();
        let date = Date::constant(2026, 11, 22);
        let begins = Timestamp::parse("2026-11-21T17:00:00Z").unwrap();
        assert_eq!(midnight(date, &zone), Ok(begins));
    }
}
