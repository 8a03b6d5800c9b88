//! Numbers in Chinese numerals.

use super::Number;

/// The value of a numeral that is a digit.
fn digit(character: char) -> Option<u8> {
    Some(match character {
        // Many input methods insert the circle for 〇.
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The factor of a numeral that multiplies the one before it.
pub(super) fn scale(character: char) -> Option<u128> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Multiples of ten that are written as one character.
fn tens(character: char) -> Option<u128> {
    Some(match character {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// Whether a character is a Chinese numeral.
pub fn is_numeral(character: char) -> bool {
    digit(character).is_some() || scale(character).is_some() || tens(character).is_some()
}

/// Reads a number that begins with a Chinese numeral.
pub(super) fn number(run: &str) -> Option<Number> {
    let (whole, decimals) = run.split_once('点').unwrap_or((run, ""));
    if run.len() > whole.len() {
        let decimals = digits(decimals).filter(|decimals| !decimals.is_empty())?;
        let whole = by_scale(whole)?.as_whole()?;
        let whole = whole.to_string();
        return Number::of_digits(whole.bytes().map(|digit| digit - b'0'), &decimals);
    }
    by_place(run).or_else(|| by_scale(run))
}

/// The values of numerals that are all digits; `None` if 两 is among them, since it only counts things.
fn digits(text: &str) -> Option<Vec<u8>> {
    if text.contains(['两', '兩']) { None } else { text.chars().map(digit).collect() }
}

/// Several digits in positional notation: `二〇`. Consecutive digits in ascending order, and `三五`, express
/// approximate numbers.
fn by_place(text: &str) -> Option<Number> {
    let digits = digits(text).filter(|digits| digits.len() > 1)?;
    let goes_up = digits[0] > 0 && digits.windows(2).all(|two| two[0] + 1 == two[1]);
    (!goes_up && digits != [3, 5]).then(|| Number::of_digits(digits.into_iter(), &[])).flatten()
}

/// Digits with their scales: `一亿二千万零三`.
fn by_scale(text: &str) -> Option<Number> {
    let (high, low) = divided(text, 100_000_000);
    let mut sum = below_ten_thousands(low, high.is_some())?;
    if let Some(high) = high {
        sum = below_ten_thousands(high, false)
            .filter(|high| *high > 0)?
            .checked_mul(100_000_000)?
            .checked_add(sum)?;
    }
    Number::whole(sum)
}

/// A number below 亿: ten thousands and the rest.
fn below_ten_thousands(text: &str, is_low: bool) -> Option<u128> {
    let (high, low) = divided(text, 10_000);
    let sum = section(low, is_low || high.is_some())?;
    match high {
        // `一亿零二万`: the part before 万 may also begin with 零.
        Some(high) => Some(section(high, is_low).filter(|high| *high > 0)? * 10_000 + sum),
        None => Some(sum),
    }
}

/// The parts before and after the first numeral of a scale.
fn divided(text: &str, divider: u128) -> (Option<&str>, &str) {
    match text.char_indices().find(|&(_, character)| scale(character) == Some(divider)) {
        Some((at, character)) => (Some(&text[..at]), &text[at + character.len_utf8()..]),
        None => (None, text),
    }
}

/// A number below ten thousand. After a larger scale it may be empty and may begin with 零; a digit without
/// 零 before it is then not read, since `一万二` means 12,000.
fn section(text: &str, is_low: bool) -> Option<u128> {
    if text.is_empty() {
        return is_low.then_some(0);
    }
    let (mut sum, mut smallest) = (0, 10_000);
    let mut pending = None;
    // Whether a zero has replaced the scales that are left out.
    let mut skips = false;
    for character in text.chars() {
        if let Some(scale) = scale(character) {
            let is_pair = pending == Some('两') || pending == Some('兩');
            let factor = match pending.take().map(digit) {
                Some(factor) => factor?,
                None if scale == 10 => 1,
                None => return None,
            };
            if scale >= smallest || is_pair && scale == 10 {
                return None;
            }
            sum += u128::from(factor) * scale;
            (smallest, skips) = (scale, false);
        } else if let Some(tens) = tens(character) {
            if pending.is_some() || smallest <= 10 {
                return None;
            }
            sum += tens;
            (smallest, skips) = (10, false);
        } else if digit(character)? == 0 {
            let is_between = smallest < 10_000 || is_low;
            let is_alone = text.chars().count() == 1 && !is_low;
            if pending.is_some() || skips || !is_between && !is_alone {
                return None;
            }
            if is_alone {
                return Some(0);
            }
            skips = true;
        } else if pending.replace(character).is_some() {
            return None;
        }
    }
    let Some(last) = pending else { return (!skips).then_some(sum) };
    let is_only = smallest == 10_000 && !is_low;
    let is_pair = last == '两' || last == '兩';
    let is_unit = is_only || (smallest == 10 || skips) && !is_pair;
    is_unit.then_some(sum + u128::from(digit(last)?))
}
