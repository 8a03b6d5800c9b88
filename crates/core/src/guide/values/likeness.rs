//! Which value a text names, and which one it probably means.

use super::fold::is_long;
use super::{Value, Values};

impl Values {
    /// The value that a text names, with digits read as codes.
    pub fn named(&self, text: &str) -> Option<&Value> {
        self.spelt(text, true).map(|number| &self.all[number])
    }

    /// The value whose name or a spelling of whose name a text is; other names of values do not count.
    pub fn named_canonically(&self, text: &str) -> Option<&Value> {
        let folded = (!is_long(text)).then(|| self.spelling.fold(text))?;
        let candidates = self.candidates(&folded);
        let mut names = candidates.iter().filter(|one| one.chars().nth(1).is_some());
        names.find_map(|one| self.tables().by_name.get(one)).map(|&number| &self.all[number])
    }

    /// The value that a text probably means: one with a spelling that differs by one character, or one whose
    /// name the text contains or is part of; `None` if several qualify. If the list of values is incomplete,
    /// only certain slips count, since anything else may be an unlisted value.
    pub fn near(&self, text: &str) -> Option<&Value> {
        let folded = (!is_long(text)).then(|| self.spelling.fold(text))?;
        let is_at_least = |text: &str, length: usize| text.chars().nth(length - 1).is_some();
        let is_slip = |known: &String| {
            let known = self.spelling.fold(known);
            let is_word = |text: &str| is_at_least(text, 3) && !text.is_ascii();
            // In three characters, a different first one makes another word: 待发布 is not 已发布.
            let begins = is_at_least(&folded, 4) || known.chars().next() == folded.chars().next();
            let is_near = || !self.is_open() && begins && strsim::osa_distance(&known, &folded) == 1;
            is_word(&known)
                && is_word(&folded)
                && (self.spelling.look_alike.is_slip(&folded, &known) || is_near())
        };
        let is_inside = |value: &Value| {
            let name = self.spelling.fold(&value.name);
            let before = folded.split(name.as_str()).next().unwrap_or_default();
            let is_named = before != folded && is_at_least(&name, 2) && !self.spelling.is_negated(before);
            is_named || is_at_least(&folded, 2) && name.contains(&folded)
        };
        let only = |fits: &dyn Fn(&Value) -> bool| {
            let mut found = self.all.iter().filter(|value| fits(value));
            found.next().filter(|_| found.next().is_none())
        };
        let may_be_inside = !self.is_open() && !self.spelling.is_speech(&folded);
        only(&|value| value.also.iter().chain([&value.name]).any(is_slip))
            .or_else(|| only(&is_inside).filter(|_| may_be_inside))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;

    #[test]
    fn a_likely_value_is_suggested() {
        let near = |element, text| {
            with(element, |values| values.near(text).map(|value| value.name.clone())).unwrap_or_default()
        };
        assert_eq!(near("犬种", "中形犬"), "中型犬");
        assert_eq!(near("犬种", "巨型犬"), "", "another word");
        assert_eq!(near("犬种", "众型犬"), "中型犬", "one that sounds the same");
        assert_eq!(near("犬种", "超小型犬"), "小型犬");
        assert_eq!(near("犬种", "小型"), "小型犬");
        assert_eq!(near("犬种", "并非小型犬"), "");
        assert_eq!(near("犬种", "型犬"), "", "two are as likely");
        assert_eq!(near("犬种", "狸花猫"), "");
        assert_eq!(near("来历", "犬只收客中心领养"), "犬只收容中心领养");
        assert_eq!(near("来历", "野养"), "", "it may be one that nobody listed");
        assert_eq!(near("来历", "领养"), "");
    }

    #[test]
    fn values_are_told_by_their_names() {
        let named = |text| with("毛色", |values| values.named(text).map(|value| value.name.clone()));
        assert_eq!(named("2").as_deref(), Some("黑色（含灰色）"));
        assert_eq!(named("乌色").as_deref(), Some("黑色（含灰色）"));
        let canonical =
            |text| with("毛色", |values| values.named_canonically(text).map(|value| value.name.clone()));
        assert_eq!(canonical("黑毛").as_deref(), None, "one character means too little");
        assert_eq!(canonical("黄色犬").as_deref(), Some("黄色"));
        assert_eq!(canonical("乌色"), None, "another name");
        assert_eq!(canonical("2"), None);
    }
}
