//! How property tests draw their inputs: always the same ones, so that `cargo test` gives the same result for
//! the same code. To search for failures, set other seeds and more cases with the variables that proptest
//! reads itself: `PROPTEST_RNG_SEED=$RANDOM PROPTEST_CASES=10000 cargo test properties`.
//!
//! The seed of a failing input is saved next to the test, in a file that ends in `.proptest-regressions`.
//! Later runs try it first; commit it.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// The fixed seed. Any value works; another one selects other inputs.
const SEED: u64 = 20_261_101;

/// Configures this many cases from the fixed seed. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` override both,
/// since the macro `proptest!` applies these variables last.
pub(crate) fn fixed(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(SEED),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..Config::default()
    }
}
