//! What a guide says that other guides must agree with.

use crate::finding::Severity;
use crate::guide::ElementId;
use crate::text::Span;

/// What a guide says, to be compared with other guides. It owns all that a finding about it needs, so
/// guides can be compared without being read again.
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
    /// What must agree: one of these, in order.
    pub(super) values: Vec<String>,
    /// As it is written.
    pub(super) found: String,
    pub(super) path: String,
    pub(super) span: Span,
}

impl GuideFact {
    /// Whether it contradicts another. Facts without values are about the key: it may stand only once.
    pub(super) fn differs(&self, other: &Self) -> bool {
        !self.values.iter().any(|value| other.values.binary_search(value).is_ok())
    }
}
