//! A second YAML reader, libyaml in Rust, to compare ours with.
//!
//! It resolves plain scalars to numbers and booleans; ours keeps text. So its values are compared with the
//! meaning of our text. It expands aliases, and so does the comparison.

use guidelint::document::{Kind, Node, Stream, Style};
use serde::Deserialize;
use serde_yaml::Value;

/// Returns a value for each document, or why it refuses the text. It reads a byte order mark as content.
pub(crate) fn read(source: &str) -> Result<Vec<Value>, String> {
    let documents = serde_yaml::Deserializer::from_str(source.trim_start_matches('\u{feff}'));
    documents.map(Value::deserialize).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// Checks that it reads the same as we do.
///
/// # Errors
///
/// Returns what it refuses or reads differently.
pub(crate) fn agrees(stream: &Stream<'_>) -> Result<(), String> {
    let theirs = read(stream.source()).map_err(|error| format!("they refuse: {error}"))?;
    // It reads a file without documents as one empty document.
    let theirs = if stream.documents().count() == 0 && theirs == [Value::Null] { vec![] } else { theirs };
    if stream.documents().count() != theirs.len() {
        return Err(format!("they read {} documents; our problems: {:?}", theirs.len(), stream.problems));
    }
    stream.documents().zip(&theirs).try_for_each(|(ours, theirs)| same(ours, theirs))
}

/// Checks that a node equals the value of the other reader.
fn same(ours: Node<'_>, theirs: &Value) -> Result<(), String> {
    let differs = || Err(format!("{ours:?} {:?} is {theirs:?} to them", ours.text()));
    match theirs {
        Value::Tagged(tagged) => same(ours, &tagged.value),
        Value::Sequence(items) => {
            let ours_items: Vec<_> = ours.items().collect();
            if ours.resolved().kind() != Kind::Sequence || ours_items.len() != items.len() {
                return differs();
            }
            ours_items.into_iter().zip(items).try_for_each(|(ours, theirs)| same(ours, theirs))
        }
        Value::Mapping(entries) => {
            let ours_entries: Vec<_> = ours.entries().collect();
            if ours.resolved().kind() != Kind::Mapping || ours_entries.len() != entries.len() {
                return differs();
            }
            ours_entries.into_iter().zip(entries).try_for_each(|(entry, (key, value))| {
                same(entry.key, key)?;
                same(entry.value, value)
            })
        }
        scalar if same_scalar(ours, scalar) => Ok(()),
        _ => differs(),
    }
}

fn same_scalar(ours: Node<'_>, theirs: &Value) -> bool {
    let plain = ours.style() == Some(Style::Plain);
    match (ours.text(), theirs) {
        (Some(text), Value::String(value)) => text == value,
        (Some("~" | "null" | "Null" | "NULL"), Value::Null) => plain,
        (None, Value::Null) => ours.resolved().kind() == Kind::Absent,
        (None, Value::String(value)) => value.is_empty() && ours.tag().is_some(),
        (Some(text), Value::Bool(value)) => plain && text.eq_ignore_ascii_case(&value.to_string()),
        (Some(text), Value::Number(number)) => plain && means(text, number.as_f64()),
        _ => false,
    }
}

/// Whether a text means a number: for the other reader, `1_000` does not, `0x1F`, `.5` and `1E5` do.
fn means(text: &str, number: Option<f64>) -> bool {
    let (sign, digits) =
        text.strip_prefix('-').map_or((1.0, text.trim_start_matches('+')), |digits| (-1.0, digits));
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, base)| u64::from_str_radix(digits.strip_prefix(prefix)?, base).ok());
    #[expect(clippy::cast_precision_loss, reason = "both sides lose alike")]
    let ours = based.map_or_else(
        || digits.to_lowercase().replace(".inf", "inf").parse().ok(),
        |value| Some(value as f64),
    );
    match (ours.map(|value: f64| sign * value), number) {
        (Some(ours), Some(number)) => ours.total_cmp(&number).is_eq() || (ours - number).abs() < f64::EPSILON,
        _ => false,
    }
}
