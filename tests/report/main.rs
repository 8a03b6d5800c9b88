//! The report layer, on runs built by hand: every format is compared with an independent source.

mod checkstyle;
mod compact;
mod coverage;
mod exit_codes;
mod formats;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod properties;
mod rdjson;
mod runs;
mod sarif;
#[path = "../support/seeds.rs"]
mod seeds;
