//! The placeholder for text that an author still has to write.

/// The text that guidelint inserts where an author has to write something.
pub const PLACEHOLDER: &str = "【待填写】";

/// Whether a text is only a placeholder, with or without a hint: `【待填写：区号和号码】`. Blanks around it are ignored.
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
