//! Texts of `rules` and `explain`.

/// Texts of `rules` and `explain`.
pub trait ExplainMessages {
    /// Below the table of rules, before the packs.
    fn rules_of_packs(&self, rules: usize, packs: usize) -> String;
    /// At the end of the table of rules.
    fn explained_by(&self) -> &'static str;
    /// After the message that there is no such rule.
    fn all_rules(&self) -> &'static str;
    /// Heading of the severity.
    fn severity(&self) -> &'static str;
    /// Heading of what a builtin rule is about.
    fn explanation(&self) -> &'static str;
    /// Label of the wording of the clause.
    fn words(&self) -> &'static str;
    /// That the rule is a conclusion from its clause.
    fn is_inferred(&self) -> &'static str;
    /// Label of how much of the source was read.
    fn source(&self) -> &'static str;
    /// Which rule it replaces.
    fn stands_in_for(&self, rule: &str) -> String;
    /// Label of why its requirement differs from that of the replaced rule.
    fn differs_because(&self) -> &'static str;
    /// Heading of an example without findings of the rule.
    fn pass_example(&self) -> &'static str;
    /// Heading of an example with findings of the rule.
    fn fail_example(&self) -> &'static str;
    /// Heading of whether it offers fixes.
    fn fixes(&self) -> &'static str;
    /// It offers fixes that do not change the meaning.
    fn fix_safe(&self) -> &'static str;
    /// It offers fixes that have to be reviewed.
    fn fix_needs_review(&self) -> &'static str;
    /// It offers no fixes.
    fn fix_none(&self) -> &'static str;
    /// Heading of its pack.
    fn pack(&self) -> &'static str;
}
