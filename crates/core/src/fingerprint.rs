//! Fingerprints, which identify a finding in later runs.
//!
//! They depend on content only: the rule, the file, the element, the text found. They stay the same when
//! lines are added above a finding or list items before it, with another version of guidelint, when the
//! message is reworded, and with other line breaks.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::digest;
use crate::finding::Finding;
use crate::lint::FileReport;
use crate::text::SourceFile;

/// Distinguishes these fingerprints from those of a later algorithm.
const VERSION: &str = "v1:";

/// Bytes of the digest that are kept; written as twice as many hexadecimal digits.
const KEPT: usize = 16;

/// The fingerprints of all findings of a file, in the order of [`FileReport::all_findings`].
pub fn fingerprints(file: &FileReport) -> Vec<String> {
    let told = file.all_findings();
    under(file.source.path(), &file.source, told.iter().map(|&(finding, _)| finding))
}

/// The fingerprints of findings in a file that is identified by another path than the one shown.
pub fn under<'f>(
    path: &str,
    source: &SourceFile,
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<String> {
    let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
    findings
        .map(|finding| {
            let content = content(path, source, finding);
            let ordinal = seen.entry(content).or_default();
            let digest = Sha256::new().chain_update(content).chain_update(ordinal.to_be_bytes()).finalize();
            *ordinal += 1;
            written(&digest[..KEPT])
        })
        .collect()
}

/// The fingerprint of a finding about a whole file.
pub fn of_file(rule: &str, path: &str) -> String {
    let mut digest = Sha256::new();
    for part in [rule, path] {
        add(&mut digest, part);
    }
    written(&digest.finalize()[..KEPT])
}

/// A digest of what a finding is about, without its location.
fn content(path: &str, source: &SourceFile, finding: &Finding) -> [u8; 32] {
    let mut digest = Sha256::new();
    add(&mut digest, &finding.rule.id);
    add(&mut digest, path);
    add(&mut digest, &without_indexes(&finding.path));
    // If something is missing, the text is that of whatever key happens to come first.
    for &span in finding.spans.iter().filter(|_| !finding.is_absence) {
        // Version control may change line breaks on another system.
        add(&mut digest, &source.slice(span).replace("\r\n", "\n"));
    }
    digest.finalize().into()
}

/// The length comes first, so that the end of one part cannot be read as the start of the next.
fn add(digest: &mut Sha256, part: &str) {
    digest.update((part.len() as u64).to_be_bytes());
    digest.update(part);
}

/// `申请材料[3].材料名称` as `申请材料[].材料名称`.
fn without_indexes(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|&c| {
            inside = c == '[' || inside && c != ']';
            !(inside && c.is_ascii_digit())
        })
        .collect()
}

fn written(bytes: &[u8]) -> String {
    format!("{VERSION}{}", digest::hex(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_left_out_of_paths() {
        assert_eq!(without_indexes("申请材料[12].材料2名称"), "申请材料[].材料2名称");
        assert_eq!(without_indexes(""), "");
    }
}
