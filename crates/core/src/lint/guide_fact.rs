//! What a guide states that other guides must agree with.

use crate::finding::Severity;
use crate::guide::ElementId;
use crate::text::Span;

/// A statement of a guide that is compared with other guides. It owns all that a finding about it needs,
/// so guides can be compared without being read again.
#[derive(Clone, Debug)]
pub struct GuideFact {
    /// Number of the rule.
    pub(super) rule: usize,
    pub(super) severity: Severity,
    /// Number of the guide in its file.
    pub(super) guide: u32,
    pub(super) element: ElementId,
    /// Guides with the same key are compared.
    pub(super) key: String,
    /// Values, sorted; two facts agree if they share one.
    pub(super) values: Vec<String>,
    /// The text as written.
    pub(super) found: String,
    pub(super) path: String,
    pub(super) span: Span,
}

impl GuideFact {
    /// Whether it contradicts another. Facts without values are about the key: it may occur only once.
    pub(super) fn differs(&self, other: &Self) -> bool {
        !self.values.iter().any(|value| other.values.binary_search(value).is_ok())
    }
}
