//! Title marks around titles of sources, in every language of reports: the sources are Chinese.

/// A title as it is cited: in title marks, unless it contains some or is the number and name of a standard.
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
