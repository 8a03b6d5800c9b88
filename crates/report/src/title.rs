//! Title marks around the title of a source, whatever the language of the report: the sources are Chinese.

/// A title as it is cited: with marks around all of it, unless it has some of its own or is a standard's
/// number and name.
pub(super) fn marked(title: &str) -> String {
    let code = title.find(|c: char| !c.is_ascii() && !"—–－".contains(c)).unwrap_or(title.len());
    match title.split_at(code) {
        _ if title.contains('《') => title.into(),
        (code, name) if code.contains(|c: char| c.is_ascii_digit()) => {
            format!("{}《{name}》", code.trim_end())
        }
        _ => format!("《{title}》"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_around_names_once() {
        for (title, cited) in [
            ("某省条例", "《某省条例》"),
            ("《某省条例》（2020 年修正）", "《某省条例》（2020 年修正）"),
            ("GB/T 1234—2020 指南", "GB/T 1234—2020《指南》"),
        ] {
            assert_eq!(marked(title), cited);
        }
    }
}
