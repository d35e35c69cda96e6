//! Points in time as headers write them, and spans of time in words.

use crate::date::Date;

/// Seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY: i64 = 86_400;
/// Epochs of this size and more are seconds of our time: `1700000000`.
const EPOCHS: std::ops::Range<i64> = 1_000_000_000..10_000_000_000;

impl Moment {
    /// Reads `2026-11-20T10:00:30Z`, also with a fraction or a zone, and seconds since 1970.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(seconds) = text.parse::<i64>() {
            return EPOCHS.contains(&seconds).then_some(Self(seconds));
        }
        let (day, clock) = (text.get(..10)?, text.get(11..19)?);
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
            return None;
        }
        let zone = text.get(19..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        Some(Self(days(Date::parse(day)?) * DAY + of_clock(clock)? - offset(zone)?))
    }

    /// Reads the first `Tue, 24 Nov 2026 09:00:01 GMT` of a text, as the header `date` has it.
    pub fn of_answer(text: &str) -> Option<Self> {
        text.match_indices(" GMT").take(50).find_map(|(at, _)| {
            let words = text.get(at.checked_sub("24 Nov 2026 09:00:01".len())?..at)?;
            let mut parts = words.split(' ');
            let (day, month, year, clock) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            let month = MONTHS.iter().position(|name| *name == month)? as u32 + 1;
            let date = Date::new(year.parse().ok()?, month, day.parse().ok()?)?;
            Some(Self(days(date) * DAY + of_clock(clock)?))
        })
    }

    /// Seconds from here to `later`; negative where that lies before.
    pub fn seconds_until(self, later: Self) -> i64 {
        later.0 - self.0
    }

    /// `10:00:30 UTC on 2026-11-20`
    pub fn words(self) -> String {
        let (day, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        format!("{:02}:{:02}:{:02} UTC on {}", rest / 3_600, rest / 60 % 60, rest % 60, Date::from_days(day))
    }
}

/// A span of time in words: `28 s`, `4 min 10 s`, `2 h 5 min`, `3 days 4 h`.
pub fn span(seconds: i64) -> String {
    let (days, hours, minutes, rest) = (seconds / DAY, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let two = |a: i64, unit: &str, b: i64, small: &str| match b {
        0 => format!("{a} {unit}"),
        _ => format!("{a} {unit} {b} {small}"),
    };
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 => two(minutes, "min", rest, "s"),
        3_600..DAY => two(hours, "h", minutes, "min"),
        _ => two(days, if days == 1 { "day" } else { "days" }, hours, "h"),
    }
}

fn days(date: Date) -> i64 {
    Date::from_days(0).days_until(date)
}

/// Seconds of `09:00:01`.
fn of_clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| part.parse::<i64>().ok().filter(|n| (0..=60).contains(n)));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some(hours * 3_600 + minutes * 60 + seconds)
}

/// Seconds of `Z`, `+02:00`.
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => return Some(0),
        Some('+') => 1,
        Some('-') => -1,
        _ => return None,
    };
    let (hours, minutes) = (zone.get(1..3)?.parse::<i64>().ok()?, zone.get(4..6)?.parse::<i64>().ok()?);
    Some(sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_their_notations() {
        let words = |text: &str| Moment::parse(text).map(Moment::words);
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(words("2026-11-20T10:00:30Z"), at("10:00:30 UTC on 2026-11-20"));
        assert_eq!(words("2026-11-20T10:00:30.123+02:00"), at("08:00:30 UTC on 2026-11-20"));
        assert_eq!(words("1795168830"), at("10:00:30 UTC on 2026-11-20"));
        for text in ["", "12", "2026-11-20", "2026-11-20T10:00:3x", "soon", "2026-11-20T10:00:30+"] {
            assert_eq!(words(text), None, "{text}");
        }
        let answer = Moment::of_answer("< date: Fri, 20 Nov 2026 10:00:02 GMT\r\n").unwrap();
        assert_eq!(answer.seconds_until(Moment::parse("2026-11-20T10:00:30Z").unwrap()), 28);
        assert_eq!(Moment::of_answer("x GMT, 10 Foo 2026 10:00:02 GMT"), None);
    }

    #[test]
    fn spans_are_short() {
        for (seconds, words) in
            [(28, "28 s"), (250, "4 min 10 s"), (7_500, "2 h 5 min"), (273_600, "3 days 4 h"), (60, "1 min")]
        {
            assert_eq!(span(seconds), words);
        }
    }
}
