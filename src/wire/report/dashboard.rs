//! The control center's first look.

use poem_openapi::Object;

use crate::domain::report::dashboard::{self, percent};

/// The control center's first look.
#[derive(Debug, Clone, Object)]
pub struct Dashboard {
    /// Sessions that have started and not ended.
    pub active_sessions: i64,
    /// Requests that wait for a mitra.
    pub open_requests: i64,
    pub online_mitras: i64,
    /// Guests included.
    pub customers: i64,
    /// Asked for today, in the server's time zone.
    pub sessions_today: i64,
    /// Of sessions and extensions asked for today, in rupiah.
    pub revenue_today_idr: i64,
    pub sensitive: SensitiveShare,
    /// The last thirty days, ascending; the last one is today.
    pub per_day: Vec<DashboardDay>,
}

/// Sensitive sessions.
#[derive(Debug, Clone, Object)]
pub struct SensitiveShare {
    /// Ever.
    pub total: i64,
    pub last_30_days: SensitiveLately,
}

#[derive(Debug, Clone, Object)]
pub struct SensitiveLately {
    pub sensitive: i64,
    pub total: i64,
    /// With one decimal; 0 when there was no session.
    pub percent: f64,
}

#[derive(Debug, Clone, Object)]
pub struct DashboardDay {
    /// `2026-11-22`
    pub date: String,
    pub sessions: i64,
    pub sensitive: i64,
    pub revenue_idr: i64,
}

impl From<&dashboard::Dashboard> for Dashboard {
    fn from(dashboard: &dashboard::Dashboard) -> Self {
        let (sensitive, total) = dashboard.last_30_days();
        Self {
            active_sessions: dashboard.active_sessions,
            open_requests: dashboard.open_requests,
            online_mitras: dashboard.online_mitras,
            customers: dashboard.customers,
            sessions_today: dashboard.sessions_today,
            revenue_today_idr: dashboard.revenue_today_idr,
            sensitive: SensitiveShare {
                total: dashboard.sensitive_total,
                last_30_days: SensitiveLately {
                    sensitive,
                    total,
                    percent: percent(sensitive, total),
                },
            },
            per_day: dashboard.days.iter().map(Into::into).collect(),
        }
    }
}

impl From<&dashboard::Day> for DashboardDay {
    fn from(day: &dashboard::Day) -> Self {
        Self {
            date: day.date.to_string(),
            sessions: day.sessions,
            sensitive: day.sensitive,
            revenue_idr: day.revenue_idr,
        }
    }
}
