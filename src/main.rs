//! The program: see [`guidelint::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    guidelint::cli::run()
}
