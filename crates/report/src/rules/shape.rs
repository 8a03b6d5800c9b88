//! The shape of `guidelint.rules/1`. As in `json/shape.rs`, it may only grow.

use schemars::JsonSchema;
use serde::Serialize;

use crate::json::shape::{Clause, Obligation, Severity, Tool};

/// The rules of guidelint and of the loaded packs. Readers should ignore fields that they do not know: later
/// versions may add some.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "guidelint.rules/1")]
#[expect(clippy::struct_field_names, reason = "the names are those of the format")]
pub(super) struct Rules<'r> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(super) schema: Version,
    /// The program that wrote the list.
    pub(super) tool: Tool,
    /// The rules that no pack declares, then those of the packs in their order.
    pub(super) rules: Vec<Rule<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum Version {
    #[serde(rename = "guidelint.rules/1")]
    One,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
pub(super) struct Rule<'r> {
    /// Identifier, `pack/rule`; never changes.
    pub(super) id: &'r str,
    /// The rule as a sentence, in Chinese.
    pub(super) title: &'r str,
    /// Group of the rule, such as `elements`, `codes`, `limits`, `wording`, `yaml`.
    pub(super) category: &'r str,
    /// Severity of its findings, unless a config says otherwise.
    pub(super) severity: Severity,
    /// Whether it can be neither lowered nor suppressed.
    pub(super) mandatory: bool,
    /// Modal verb of the clause; null where the rule rests on no clause, where its text has no modal verb,
    /// and where nobody read it.
    pub(super) obligation: Option<Obligation>,
    /// What the rule rests on; null for rules that no pack declares.
    pub(super) clause: Option<Clause<'r>>,
    /// First digits of the 行政区划代码 of the guides that it applies to; null for all guides.
    pub(super) region: Option<&'r str>,
    /// The profile by whose name somebody asks for it; null where it always applies.
    pub(super) profile: Option<&'r str>,
    /// The rule that it replaces in the guides that it applies to; null where it replaces none.
    pub(super) tightens: Option<&'r str>,
    /// Paths of the elements that it looks at; empty for the whole guide.
    pub(super) elements: Vec<&'r str>,
}
