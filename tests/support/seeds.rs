//! How property tests draw their inputs: always the same ones, so that `cargo test` says the same of the
//! same code every time. Whoever wants to search sets other seeds and more cases by the variables that
//! proptest reads itself: `PROPTEST_RNG_SEED=$RANDOM PROPTEST_CASES=10000 cargo test properties`.
//!
//! The seed of an input that failed is kept beside the test, in a file that ends in
//! `.proptest-regressions`. It is tried first in every run after that, and is to be committed.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// The first seed. Any would do; another one is another selection of inputs.
const SEED: u64 = 20_261_101;

/// As many cases from the fixed seed, or what `PROPTEST_CASES` and `PROPTEST_RNG_SEED` say: the macro
/// `proptest!` lets these variables have the last word.
pub(crate) fn fixed(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(SEED),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
        ..Config::default()
    }
}
