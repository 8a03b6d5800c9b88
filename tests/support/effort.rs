//! Measures processor time, which does not depend on what else the machine does.

use std::time::Duration;

/// Far more than anything linear takes on a slow machine without optimization, and less than anything
/// quadratic. Speed itself is not tested.
const MOST: Duration = Duration::from_secs(100);

/// Calls a function, and fails if that takes this thread suspiciously long.
pub(crate) fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let begun = spent();
    let done = work();
    let taken = spent().saturating_sub(begun);
    assert!(taken < MOST, "{taken:?}");
    done
}

/// The processor time of this thread.
#[cfg(unix)]
fn spent() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let spent = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(spent.tv_sec).expect("no thread was made before it began");
    Duration::from_secs(seconds)
}

/// Not measured on other systems; there, only the whole test can hang.
#[cfg(not(unix))]
fn spent() -> Duration {
    Duration::ZERO
}
