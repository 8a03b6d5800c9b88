//! What stands where an author still has to write something.

/// The text that guidelint itself puts where an author has to write something.
pub const PLACEHOLDER: &str = "【待填写】";

/// Whether a text is the placeholder and nothing else, also with a word on what to write:
/// `【待填写：区号和号码】`. Blanks at the ends do not count.
pub fn is_placeholder(text: &str) -> bool {
    let inside = text.trim().strip_prefix(opening()).and_then(|rest| rest.strip_suffix(CLOSE));
    inside.is_some_and(|said| said.is_empty() || said.starts_with(['：', ':']) && !said.contains(CLOSE))
}

/// What every placeholder begins with.
pub(super) fn opening() -> &'static str {
    PLACEHOLDER.strip_suffix(CLOSE).unwrap_or(PLACEHOLDER)
}

const CLOSE: char = '】';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_text_is_a_placeholder() {
        for text in [PLACEHOLDER, " 【待填写】\n", "【待填写：区号和号码】", "【待填写:多少天】"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "",
            "待填写",
            "【待填写",
            "【待填写说明】",
            "0571-【待填写】",
            "【待填写】、【待填写】",
            "【待填写：】的栏目由窗口填写，【其他】",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
