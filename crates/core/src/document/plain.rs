//! How other YAML readers interpret a plain scalar.
//!
//! guidelint keeps every value as text. Other programs do not: YAML 1.1 and 1.2 readers turn `011000` (octal,
//! or 11000), `1E5` and thirty-one digits (rounded) into numbers and `~` into null. YAML 1.1 readers also read
//! `12:30` in base sixty, `2026-11-23` as a date and `no` as a boolean.

use std::sync::LazyLock;

use regex::Regex;

/// What YAML 1.1 and the core schema of YAML 1.2 resolve to numbers.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let integer = "[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7]+|0b[01_]+";
    let float =
        r"[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+";
    let sixties = r"[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?";
    Regex::new(&format!("^[-+]?(?:{integer}|{float}|{sixties})$")).expect("the pattern is tested")
});

/// What they resolve to other types except text.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    let nothing = "~|(?i:null)|<<|=";
    let truth = "(?i:y|n|yes|no|on|off|true|false)";
    let extremes = r"[-+]?\.(?i:inf)|\.(?i:nan)";
    let time = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?";
    Regex::new(&format!("^(?:{nothing}|{truth}|{extremes}|{time})$")).expect("the pattern is tested")
});

/// Whether other readers would read a plain scalar as a number.
pub fn is_number(text: &str) -> bool {
    NUMBER.is_match(text)
}

/// Whether other readers would read a plain scalar as the same text.
pub fn is_text(text: &str) -> bool {
    !text.is_empty() && !is_number(text) && !OTHER.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_either_yaml_are_known() {
        for number in [
            "440101007000",
            "011000",
            "1E5",
            "0o17",
            "1_000",
            "12:30:45",
            "1145072100811537184452004020000",
            "-1",
            ".5",
        ] {
            assert!(is_number(number), "{number}");
        }
        for text in
            ["11440000006939756B", "2024-01-01", "020-12345", "440101 007", "无", "1号", "1E", "12345转1"]
        {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn what_is_neither_number_nor_text_is_known() {
        for text in ["", "~", "Null", "no", "On", "2026-11-23", "2026-1-5 09:30:00", ".inf", "1E5"] {
            assert!(!is_text(text), "{text}");
        }
        for text in ["否", "无", "nobody", "2026年11月23日", "2026-11", "11440000006939756B", "-"] {
            assert!(is_text(text), "{text}");
        }
    }
}
