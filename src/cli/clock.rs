//! Today's date: the only module that reads the clock.

use std::time::SystemTime;

use crate::date::Date;

/// Today's date in Beijing.
pub(super) fn today() -> Date {
    let since = |span: std::time::Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    let seconds = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => since(after),
        Err(before) => -since(before.duration()),
    };
    Date::in_beijing(seconds)
}
