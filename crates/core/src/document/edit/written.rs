//! Writes a text as a scalar.
//!
//! What is written is parsed again, alone but in the same context, and only accepted if the same text comes
//! back: rules about which characters YAML allows where would never be complete.

use std::fmt::Write;

use super::super::{Kind, Stream, Style, parse, plain};

/// The context of a scalar, which decides what may be written without quotes.
#[derive(Clone, Copy)]
pub(super) struct Context {
    /// Between brackets.
    pub(super) in_flow: bool,
    /// As the key of an entry.
    pub(super) is_key: bool,
}

/// A text as a scalar on one line; `None` if the style cannot represent it, or if other readers would not
/// read it as text.
pub(super) fn written(text: &str, style: Style, context: Context) -> Option<String> {
    let written = match style {
        Style::Plain => text.to_owned(),
        Style::SingleQuoted => format!("'{}'", inside(text, style)),
        Style::DoubleQuoted => format!("\"{}\"", inside(text, style)),
        Style::Literal | Style::Folded => return None,
    };
    (is_harmless(text, style) || reads_back(&written, text, style, context)).then_some(written)
}

/// Whether a text has only characters without a meaning in YAML, as names and placeholders do: it need not be
/// read back. Plain scalars must not contain ASCII letters or digits, so that they are neither numbers nor
/// booleans.
fn is_harmless(text: &str, style: Style) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && (style != Style::Plain || !c.is_ascii());
    let means_nothing = |c: char| is_word(c) || "【】（）、".contains(c);
    !text.is_empty() && text.chars().all(means_nothing)
}

/// A text as written inside a scalar of a style.
pub(super) fn inside(text: &str, style: Style) -> String {
    match style {
        Style::SingleQuoted => text.replace('\'', "''"),
        Style::DoubleQuoted => escaped(text),
        Style::Plain | Style::Literal | Style::Folded => text.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => escaped.extend(['\\', character]),
            '\n' => escaped += "\\n",
            '\t' => escaped += "\\t",
            control if control.is_control() || ('\u{2028}'..='\u{2029}').contains(&control) => {
                // Writing into a string cannot fail.
                let _ = write!(escaped, "\\u{:04X}", u32::from(control));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether the source of a scalar is read as a text in its context, by us and by others.
pub(super) fn reads_back(source: &str, text: &str, style: Style, context: Context) -> bool {
    // Readers disagree about what may follow these at the beginning.
    if style == Style::Plain && (!plain::is_text(text) || text.starts_with(['-', '?', ':'])) {
        return false;
    }
    let alone = match context {
        Context { in_flow: false, is_key: false } => format!("k: {source}\n"),
        Context { in_flow: false, is_key: true } => format!("{source}: v\n"),
        Context { in_flow: true, is_key: false } => format!("{{k: {source}, l: v}}\n"),
        Context { in_flow: true, is_key: true } => format!("{{{source}: v, l: v}}\n"),
    };
    let stream = parse(&alone);
    let entry = |stream: &Stream<'_>| {
        let mut roots = stream.documents();
        let entry = roots.next()?.entries().next()?;
        let node = if context.is_key { entry.key } else { entry.value };
        Some(node.kind() == Kind::Scalar(style) && node.tag().is_none() && node.text() == Some(text))
    };
    stream.problems.is_empty() && stream.comments.is_empty() && entry(&stream) == Some(true)
}
