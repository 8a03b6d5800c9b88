//! Numbers as Chinese texts write them: `20`, `２０`, `二十`, `一百二十`, `一千零七十九`.

/// Full-width digits and brackets as half-width ones.
pub(super) fn half_width(character: char) -> char {
    match character {
        '０'..='９' | '（' | '）' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    }
}

/// Whether a character is a numeral of Chinese numbers below a thousand.
pub(super) fn is_chinese_numeral(character: char) -> bool {
    matches!(
        character,
        '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
    )
}

/// A number in Arabic or Chinese numerals below ten thousand; none for anything else.
pub(super) fn number(text: &str) -> Option<u32> {
    if text.starts_with(|c| half_width(c).is_ascii_digit()) {
        return text.chars().map(half_width).collect::<String>().parse().ok();
    }
    let (mut sum, mut digit) = (0_u32, None::<u32>);
    for character in text.chars() {
        let scale = match character {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            _ => {
                digit = Some(value(character)?);
                continue;
            }
        };
        sum = sum.saturating_add(digit.take().unwrap_or(1) * scale);
    }
    Some(sum.saturating_add(digit.unwrap_or(0)))
}

fn value(character: char) -> Option<u32> {
    match character {
        '零' | '〇' => Some(0),
        '两' => Some(2),
        _ => "一二三四五六七八九"
            .chars()
            .zip(1..)
            .find(|&(known, _)| known == character)
            .map(|(_, value)| value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, wanted) in [
            ("20", 20),
            ("２０", 20),
            ("十", 10),
            ("二十", 20),
            ("一百零七", 107),
            ("一千二百六十", 1260),
            ("两", 2),
        ] {
            assert_eq!(number(text), Some(wanted), "{text}");
        }
        assert_eq!(number("若干"), None);
    }
}
