//! Properties of numbers and time limits in any text: they are read as a whole or not at all.

#[path = "support/seeds.rs"]
mod seeds;

use guidelint::number::{self, Number};
use guidelint::time_limit::TimeLimit;
use proptest::prelude::*;

/// A whole number below 10^16 in standard Chinese numerals.
fn in_chinese(number: u64) -> String {
    let section = |number: u64, is_low: bool| {
        let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let mut said = String::new();
        let mut skipped = is_low && number < 1000;
        for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / scale % 10;
            if digit == 0 {
                skipped |= !said.is_empty();
            } else {
                said += if skipped { "零" } else { "" };
                said += digits[usize::try_from(digit).unwrap()];
                said += name;
                skipped = false;
            }
        }
        said
    };
    let mut said = String::new();
    for (scale, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = if scale == 100_000_000 { number / scale } else { number / scale % 10_000 };
        if part > 0 {
            said += &section(part, !said.is_empty());
            said += name;
        }
    }
    if said.is_empty() { "零".into() } else { said }
}

/// Digits of all kinds, and characters that may occur between them.
fn digits() -> impl Strategy<Value = String> {
    let digit = || {
        prop::sample::select(vec![
            "0", "1", "5", "20", "９", "〇", "一", "二", "五", "十", "百", "千", "万", "亿", "廿", "两", "壹",
        ])
    };
    let other = prop::sample::select(vec![
        "l", "O", "Ｏ", "①", "½", "²", "Ⅳ", "٣", "𝟐", "\u{200b}", "\u{301}", "多", "几", "+", "/", "'", "_",
        "*", ",000", "，000", ".5", ",0", " 0",
    ]);
    let inside = prop::collection::vec(prop_oneof![3 => digit(), 1 => other], 0..6);
    (digit(), inside, digit()).prop_map(|(first, inside, last)| format!("{first}{}{last}", inside.concat()))
}

proptest! {
    #![proptest_config(seeds::fixed(512))]

    #[test]
    fn a_number_prints_as_what_reads_as_it(whole in 0..Number::LIMIT, decimals in 0..1_000_000_u32) {
        let number = Number::read(&format!("{whole}.{decimals:06}")).unwrap();
        prop_assert_eq!(number.millionths(), whole * 1_000_000 + u128::from(decimals));
        prop_assert_eq!(Number::read(&number.to_string()), Some(number));
    }

    #[test]
    fn figures_are_read_however_they_are_written(number in 0..u64::MAX, zeros in 0..3_usize) {
        let plain = number.to_string();
        let wanted = Number::whole(number.into());
        prop_assert_eq!(Number::read(&format!("{}{plain}", "0".repeat(zeros))), wanted);
        let wide: String = plain.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
        prop_assert_eq!(Number::read(&wide), wanted);
        let groups: Vec<&str> = plain.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
        prop_assert_eq!(Number::read(&groups.join(",")), wanted);
        prop_assert_eq!(Number::read(&groups.join("，")), wanted);
    }

    #[test]
    fn chinese_numerals_are_read(number in prop_oneof![0..100_u64, 0..20_000_u64, 0..1_000_000_000_000_u64]) {
        prop_assert_eq!(Number::read(&in_chinese(number)), Number::whole(number.into()), "{}", in_chinese(number));
    }

    #[test]
    fn runs_are_in_order_and_nothing_numeric_is_left_beside_them(
        parts in prop::collection::vec(prop::sample::select(vec![
            "1", "0", "20", "，", ",", ".", " ", "一", "二", "十", "百", "万", "〇", "l", "O", "①", "②", "\u{200b}", "-",
            "至", "第", "个", "条", "多", "几", "、", "（", "/", "２", "点", "\n",
        ]), 0..10),
    ) {
        let text = parts.concat();
        let mut before = 0;
        for run in number::runs(&text) {
            prop_assert!(before <= run.range.start && run.range.start < run.range.end);
            before = run.range.end;
            // What was read is independent of its context: it reads the same alone.
            if let Some(number) = run.number {
                prop_assert_eq!(Number::read(&text[run.range.clone()]), Some(number), "{}", &text);
                let touches = |c: char| number::half_width(c).is_ascii_digit() || c.is_ascii_alphabetic();
                prop_assert!(!text[run.range.end..].starts_with(touches), "{}", &text);
                prop_assert!(!text[..run.range.start].ends_with(touches), "{}", &text);
            }
        }
    }

    #[test]
    fn a_limit_is_measured_by_a_whole_number_or_not_at_all(
        digits in digits(),
        before in prop::sample::select(vec!["", "自受理之日起", "法定时限：", "（"]),
        unit in prop::sample::select(vec!["个工作日", "（工作日）", "日内", " 个小时"]),
    ) {
        let text = format!("{before}{digits}{unit}");
        let read = TimeLimit::read(&text);
        if let Some(number) = Number::read(&digits) {
            prop_assert_eq!(read.only().map(|(number, _)| number), Some(number), "{}", &text);
        } else if number::runs(&digits).next().is_some_and(|run| run.range == (0..digits.len())) {
            prop_assert!(!read.is_measurable(), "{}", &text);
            prop_assert_eq!(TimeLimit::canonical(&text), None);
            prop_assert!(!read.exceeds(&TimeLimit::read("1分钟")), "{}", &text);
        }
    }

    #[test]
    fn respelling_keeps_number_and_unit(
        digits in digits(),
        unit in prop::sample::select(vec!["个工作日", "（工作日）", "(自然日)", "小时", "月", "个月", "年", "日", "周"]),
    ) {
        let text = format!("{digits}{unit}");
        if let Some(canonical) = TimeLimit::canonical(&text) {
            prop_assert_eq!(TimeLimit::only_in(&canonical), TimeLimit::only_in(&text), "{}", &text);
            prop_assert_eq!(TimeLimit::canonical(&canonical), Some(canonical.clone()));
            prop_assert!(TimeLimit::read(&text).is_measurable());
        }
    }
}
