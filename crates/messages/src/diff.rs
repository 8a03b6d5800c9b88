//! Texts of `diff`.

/// Texts of `diff`.
pub trait DiffMessages {
    /// The first line: the two files.
    fn editions(&self, old: &str, new: &str) -> String;
    /// Both editions of a guide say the same.
    fn unchanged(&self) -> &'static str;
    /// Label of the change of each burden: offices are required to reduce four of them.
    fn burdens(&self) -> &'static str;
    /// Heading of the changes of burdens.
    fn burden_changes(&self) -> &'static str;
    /// Heading of the other changes.
    fn other_changes(&self) -> &'static str;

    // How a burden changed.

    /// Neither edition states it.
    fn unstated(&self) -> &'static str;
    /// It is the same.
    fn same(&self) -> &'static str;
    /// It is less.
    fn fewer(&self) -> &'static str;
    /// It is more.
    fn more(&self) -> &'static str;
    /// Some parts are less, others more.
    fn mixed(&self) -> &'static str;
    /// It is different, neither less nor more.
    fn other(&self) -> &'static str;
    /// It cannot be compared.
    fn unclear(&self) -> &'static str;
    /// After the number of items of a list, as the comparison writes it; the summary leaves it out.
    fn items(&self) -> &'static str;

    // Columns.

    /// Column of the burden.
    fn column_burden(&self) -> &'static str;
    /// Column of what changed.
    fn column_element(&self) -> &'static str;
    /// Column of the old edition.
    fn column_old(&self) -> &'static str;
    /// Column of the new edition.
    fn column_new(&self) -> &'static str;
    /// Column of how it changed.
    fn column_change(&self) -> &'static str;
    /// Column of what the change means for the applicant.
    fn column_effect(&self) -> &'static str;
    /// Before the text of the old edition, if there is no room for columns.
    fn old_edition(&self) -> &'static str;
    /// Before the text of the new edition, if there is no room for columns.
    fn new_edition(&self) -> &'static str;
    /// What changed: an element, an item, or a part of it. The element is empty if it is already named.
    fn subject(&self, element: &str, item: Option<&str>, part: Option<&str>) -> String;

    // How a value changed.

    /// It is new.
    fn added(&self) -> &'static str;
    /// It was removed.
    fn removed(&self) -> &'static str;
    /// It is less.
    fn less(&self) -> &'static str;
    /// It is more.
    fn increased(&self) -> &'static str;
    /// It is different.
    fn changed(&self) -> &'static str;
    /// It cannot be compared.
    fn incomparable(&self) -> &'static str;

    // What a change means for the applicant.

    /// Less to do.
    fn effect_fewer(&self) -> &'static str;
    /// More to do.
    fn effect_more(&self) -> &'static str;
    /// As much to do.
    fn effect_same(&self) -> &'static str;
    /// It is not known.
    fn effect_unknown(&self) -> &'static str;
}
