//! How long something takes the processor, whatever else the machine does meanwhile.

use std::time::Duration;

/// More than anything linear takes, by far, on a slow machine without optimization; less than anything
/// quadratic. Speed itself is not tested.
const MOST: Duration = Duration::from_secs(100);

/// Does something, and fails if that takes this thread suspiciously long.
pub(crate) fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let begun = spent();
    let done = work();
    let taken = spent().saturating_sub(begun);
    assert!(taken < MOST, "{taken:?}");
    done
}

/// What the processor has spent on this thread.
#[cfg(unix)]
fn spent() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let spent = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(spent.tv_sec).expect("no thread was made before it began");
    Duration::from_secs(seconds)
}

/// Elsewhere nobody asks: only the test as a whole can take for ever.
#[cfg(not(unix))]
fn spent() -> Duration {
    Duration::ZERO
}
