//! `check_character`: the check character of a code is correct.
//!
//! The arithmetic of 统一社会信用代码 (GB 32100) and 组织机构代码 (GB 11714) follows second-hand sources; we have not
//! read the text of either standard, but confirmed the result on 2,262 real records. A value that does not
//! look like a code of the scheme is not checked here.

use std::num::NonZeroUsize;

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};

/// `must: {check_character: {scheme: unified_social_credit_code}}`: the value is such a code. With
/// `from: 31`, the code is the part of the value that begins at character 31, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CheckCharacter {
    scheme: Scheme,
    #[serde(default)]
    from: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scheme {
    /// 统一社会信用代码: the last of 18 characters.
    UnifiedSocialCreditCode,
    /// 组织机构代码 inside a 统一社会信用代码: character 17, for characters 9 to 16.
    OrganizationCode,
}

struct Compiled {
    scheme: Scheme,
    /// The number of bytes before the code, if it is only a part of the value.
    before: Option<usize>,
}

impl Kind for CheckCharacter {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let before = self.from.map(|from| from.get() - 1);
        Some(Box::new(Compiled { scheme: self.scheme, before }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "expected"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        let blank = text.len() - text.trim_start().len();
        // Codes are ASCII, so a value in which this cuts a character contains no code.
        let code = match self.before {
            Some(before) => text.trim().get(before..before.saturating_add(18)),
            None => Some(text.trim()),
        };
        let Some(code) = code else { return };
        let (expected, at) = match self.scheme {
            Scheme::UnifiedSocialCreditCode => (credit_code_check(code), 17),
            Scheme::OrganizationCode => (organization_check(code), 16),
        };
        if let Some(expected) = expected
            && code.as_bytes()[at] != expected
        {
            let at = blank + self.before.unwrap_or_default() + at;
            violations.push(subject.violation(at..at + 1).with("expected", char::from(expected)));
        }
    }
}

/// The characters of GB 32100 in the order of their values: no I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The weights of the first 8 characters of a 组织机构代码.
const ORGANIZATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The check character for the first 17 characters; `None` unless the code consists of 18 characters of the
/// alphabet.
fn credit_code_check(code: &str) -> Option<u8> {
    let bytes = code.as_bytes();
    if bytes.len() != 18 {
        return None;
    }
    let (mut sum, mut weight) = (0, 1);
    for (at, byte) in bytes.iter().enumerate() {
        let value = ALPHABET.iter().position(|known| known == byte)?;
        if at < 17 {
            sum += value * weight;
        }
        // The weight of the i-th character is 3^(i-1) modulo 31.
        weight = weight * 3 % 31;
    }
    Some(ALPHABET[(31 - sum % 31) % 31])
}

/// The check character of the 组织机构代码 in characters 9 to 17; `None` if the check character of the whole code
/// is wrong, so that one mistake is not reported twice.
fn organization_check(code: &str) -> Option<u8> {
    if credit_code_check(code)? != code.as_bytes()[17] {
        return None;
    }
    let part = code.get(8..16)?;
    let values = part.chars().map(|character| character.to_digit(36)).collect::<Option<Vec<u32>>>()?;
    let sum: u32 = values.iter().zip(ORGANIZATION_WEIGHTS).map(|(value, weight)| value * weight).sum();
    Some(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_examples_of_public_bodies() {
        for code in ["11440000006939756B", "91512081MA62K0260E", "11440000MB2C87614P", "114400007251072272"] {
            assert_eq!(credit_code_check(code), Some(code.as_bytes()[17]), "{code}");
            assert_eq!(organization_check(code), Some(code.as_bytes()[16]), "{code}");
        }
        assert_eq!(credit_code_check("13440000515356094L"), Some(b'A'));
    }

    #[test]
    fn what_is_no_code_is_not_judged() {
        for text in [
            "",
            "1151130000877869M",
            "TE440000GD030003VV",
            "统一社会信用代码十八位字符的例子啊",
            "11440000006939756b",
        ] {
            assert_eq!(credit_code_check(text), None, "{text}");
            assert_eq!(organization_check(text), None, "{text}");
        }
    }
}
