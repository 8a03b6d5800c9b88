//! Slips in names: a character that looks or sounds like the right one, two characters exchanged, one too
//! many. In a short name any other wrong character makes another word: 受理结果 is not a slip of 办理结果.

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

/// The length in characters from which one wrong, missing or superfluous character leaves no doubt about what
/// is meant.
const LONG: usize = 8;

/// The length in characters from which a doubled or exchanged character leaves no doubt.
const SHORTEST: usize = 3;

/// Characters that look alike: for each, the numbers of its groups.
#[derive(Clone, Debug, Default)]
pub(in crate::guide) struct LookAlike(FxHashMap<char, Vec<usize>>);

impl LookAlike {
    /// Adds groups of characters that look alike: `己已巳`.
    pub(super) fn add<'g>(&mut self, groups: impl IntoIterator<Item = &'g str>) {
        for group in groups {
            let number = self.0.values().flatten().max().map_or(0, |most| most + 1);
            for character in group.chars() {
                self.0.entry(character).or_default().push(number);
            }
        }
    }

    fn alike(&self, one: char, other: char) -> bool {
        match (self.0.get(&one), self.0.get(&other)) {
            (Some(one), Some(other)) => one.iter().any(|group| other.contains(group)),
            _ => false,
        }
    }

    /// Whether a name is certainly another one with a single slip.
    pub(in crate::guide) fn is_slip(&self, written: &str, meant: &str) -> bool {
        let (written, meant): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
        let (shorter, longer) =
            if written.len() < meant.len() { (&written, &meant) } else { (&meant, &written) };
        if shorter.len() < SHORTEST || longer.len() - shorter.len() > 1 {
            return false;
        }
        let same = shorter.iter().zip(longer.iter()).take_while(|(one, other)| one == other).count();
        if longer.len() > shorter.len() {
            let doubled = same > 0 && longer[same] == longer[same - 1];
            return shorter[same..] == longer[same + 1..] && (doubled || longer.len() > LONG);
        }
        if same == written.len() {
            return false;
        }
        let rest = |from: usize| written[from..] == meant[from..];
        let exchanged = same + 1 < written.len()
            && written[same] == meant[same + 1]
            && written[same + 1] == meant[same]
            && rest(same + 2);
        exchanged
            || rest(same + 1)
                && (written.len() >= LONG
                    || self.alike(written[same], meant[same])
                    || sounds_alike(written[same], meant[same]))
    }
}

/// Whether two characters sound the same, ignoring tones: 利 and 力. Input methods offer them in one list.
fn sounds_alike(one: char, other: char) -> bool {
    match (one.to_pinyin(), other.to_pinyin()) {
        (Some(one), Some(other)) => one.plain() == other.plain(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certainly_meant_is_a_slip() {
        let mut look_alike = LookAlike::default();
        look_alike.add(["椎准", "度序", "代供"]);
        for (written, meant) in [
            ("收费标椎", "收费标准"),
            ("特别程度", "特别程序"),
            ("权利来源", "权力来源"),
            ("使用范围", "适用范围"),
            ("办理理流程", "办理流程"),
            ("办流理程", "办理流程"),
            ("要求提代材料的依据", "要求提供材料的依据"),
            ("规定行政许可条的依据", "规定行政许可条件的依据"),
        ] {
            assert!(look_alike.is_slip(written, meant), "{written} {meant}");
        }
        for (written, meant) in [
            ("审批权限", "办理时限"),
            ("受理结果", "办理结果"),
            ("办理要件", "办理条件"),
            ("服务主体", "服务主题类"),
            ("办理流程", "办理流程"),
            ("联办机构代码", "承办机构代码"),
            ("收费标椎", "收费准标"),
            ("环节", "环接"),
            ("", ""),
        ] {
            assert!(!look_alike.is_slip(written, meant), "{written} {meant}");
        }
    }
}
