//! The day on the person's own calendar.

use crate::date::Date;

/// Today, in local time.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date::new(i64::from(now.get_full_year()), now.get_month() + 1, now.get_date())
        .or_else(|| Date::parse(crate::knowledge::FACTS_AS_OF))
        .unwrap_or(Date::from_days(0))
}
