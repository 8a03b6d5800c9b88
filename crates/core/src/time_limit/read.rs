//! Reads the time limits that a text states.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::item::{Item, items, joins};
use super::{Amount, Said, TimeLimit, Unit};
use crate::number::{Number, is_unseen};

/// Words for what is done at once.
static IMMEDIATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "即办|当场|当即|即时|实时|立即|现场(?:办结|办理|出具|打印)|现办|随到随办|马上办|即审|即来|立等|\
         秒[批办报结]|自动办结",
    )
});

/// Words that negate the following.
const NOT: [&str; 7] = ["不能", "不可", "不予", "无法", "未能", "不", "非"];

/// Words for what is done on the same day or the next.
static NEXT_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let day = "(?:(?:[当同即次翌隔](?:日|天|个?工作日)|第二天)内?)";
    let done = "(?:即可|可|予以)?(?:办|完|出|发|领|取|送|审|答|受理|批|给|决|结)";
    pattern(&format!("^{day}[。.]?$|{day}{done}"))
});

/// Words for no limit.
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:无|没有|不适用|未规定|无规定|(?:法律|法规|法律、?法规)(?:没有|未作?)规定|无法定.*|/|—+|-+)[。.]?$",
    )
});

/// Words next to an amount that is not how long the matter takes.
static NO_LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "延长|顺延|延期|除外|不计|不含|不包|不算|提前|届满|有效期|\
         保管|保存|复议|诉讼|起诉|缩短|压缩|压减|缩减|减至|提速",
    )
});

/// Words next to an amount that may be added to another.
static ON_TOP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "公示|公告|听证|评审|鉴定|检测|检验|检疫|招标|拍卖|挂牌|勘|核查|调查|核实|整改|\
         补正|补齐|补充|告知|送达|寄|快递|制证|发证|领证|取证|领取|发放|颁发|拨付|到账",
    )
});

/// Words before an amount that is part of another: `其中公示7日`.
static INSIDE: LazyLock<Regex> = LazyLock::new(|| pattern("其中|(?:^|[^不])(?:含|包括)"));

/// Text after an amount that is how long one of several cases takes.
static OF_A_CASE: LazyLock<Regex> = LazyLock::new(|| {
    let done = "办结|办完|办理(?:完毕)?|完成|审核(?:完毕)?|审批(?:完毕)?|作出决定|出具结果";
    pattern(&format!("^[以之]?内?(?:予以)?(?:{done})?的?$"))
});

/// Words that extend a limit.
const PROLONGS: [&str; 2] = ["延长", "顺延"];

/// Text after or between dates with a year that makes them deadlines.
const BY_THEN: &[char] = &['前', '至', '到', '止', '起', '底', '-', '—', '～', '~'];

/// Marks that end phrases.
const PHRASE_ENDS: &[char] =
    &['，', ',', '。', '；', ';', '\n', '（', '）', '(', ')', '【', '】', '[', ']', '\u{3000}'];

/// Marks that end sentences.
const SENTENCE_ENDS: &[char] = &['。', '；', ';', '\n'];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
}

/// Reads a text.
pub(super) fn read(text: &str) -> TimeLimit {
    let mut limit = TimeLimit::default();
    let mut items = items(text).into_iter().peekable();
    let (mut has_date, mut has_year) = (false, false);
    while let Some(item) = items.next() {
        has_date |= item.is_day_or_month(text);
        has_year |= item.is_year(text);
        match items.next_if(|next| joins(&text[item.end..next.digits.start])) {
            Some(last) => {
                has_date |= last.is_day_or_month(text);
                limit.add_range(text, &item, &last);
            }
            None => limit.add(text, &item),
        }
    }
    // Most texts are a number with its unit and nothing else.
    if let [only] = limit.amounts.as_slice()
        && text[only.range.clone()].len() == text.trim().len()
    {
        return limit;
    }
    limit.tell_apart(text);
    let mut immediate = IMMEDIATE.find_iter(text).map(|found| &text[..found.start()]);
    let has_number = !limit.amounts.is_empty() || !limit.unread.is_empty();
    limit.said = if immediate.any(|before| !NOT.iter().any(|not| before.ends_with(not))) {
        Some(Said::AtOnce)
    } else if has_number {
        None
    } else if NEXT_DAY.is_match(text.trim()) {
        Some(Said::NextDay)
    } else if NONE.is_match(&without_blanks(text)) {
        Some(Said::NoLimit)
    } else {
        // `2026年3月5日` is when something was written, `2026年3月5日前` is a deadline.
        let is_by_then = !has_year || text.contains(BY_THEN);
        (has_date && is_by_then).then_some(Said::OnDate)
    };
    limit.is_open = limit.may_be_prolonged(text);
    limit
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

impl TimeLimit {
    /// Adds a number, if it counts units of time.
    fn add(&mut self, text: &str, item: &Item) {
        if item.is_date(text) || item.is_weekday(text) || item.is_start(text) || item.is_minutes(text) {
            return;
        }
        let bare = text.trim().trim_end_matches('个').trim_matches(is_unseen);
        if item.unit.is_none() && !item.is_within && bare != &text[item.digits.clone()] {
            return;
        }
        match item.number {
            Some(number) => self.push((number, number), item.unit, item.range(), item.digits.clone()),
            None => self.unread.push(item.range()),
        }
    }

    /// Adds a range of numbers, if they count units of time.
    fn add_range(&mut self, text: &str, start: &Item, end: &Item) {
        let is_clock = start.is_minutes(text) || end.is_minutes(text);
        if is_clock || start.begins_dates(text, end) || end.is_date(text) || start.is_weekday(text) {
            return;
        }
        let range = start.digits.start..end.end;
        match (start.unit, end.unit) {
            (None, None) if !end.is_within => {}
            (Some(one), Some(other)) if one != other => {
                // The time is between the two, and the lower one may be less than any other limit.
                let known = self.amounts.len();
                self.add(text, start);
                self.add(text, end);
                self.amounts[known..].iter_mut().for_each(|amount| amount.is_limit = false);
            }
            (Some(_), None) => self.unread.push(range),
            (_, unit) => match (start.number, end.number) {
                (Some(least), Some(most)) if least <= most => {
                    self.push((least, most), unit, range, start.digits.start..end.digits.end);
                }
                _ => self.unread.push(range),
            },
        }
    }

    fn push(
        &mut self,
        (least, most): (Number, Number),
        unit: Option<Unit>,
        range: Range<usize>,
        digits: Range<usize>,
    ) {
        let case = String::new();
        self.amounts.push(Amount {
            least,
            most,
            unit,
            range,
            digits,
            is_limit: true,
            is_whole_case: true,
            case,
        });
    }

    /// Determines which of the amounts are how long the matter takes, and for which cases.
    fn tell_apart(&mut self, text: &str) {
        let has_several = self.amounts.len() + self.unread.len() > 1;
        let ranges: Vec<_> = self.amounts.iter().map(|amount| amount.range.clone()).collect();
        let mut holds_another = false;
        for (number, amount) in self.amounts.iter_mut().enumerate() {
            let from = number.checked_sub(1).map_or(0, |before| ranges[before].end);
            let to = ranges.get(number + 1).map_or(text.len(), |next| next.start);
            let before = &text[from..amount.range.start];
            let before = before.rsplit(PHRASE_ENDS).next().unwrap_or(before);
            let behind = &text[amount.range.end..to];
            let behind = behind.split(PHRASE_ENDS).next().unwrap_or(behind);
            let says =
                |words: &Regex| [before, behind].iter().any(|part| !part.is_empty() && words.is_match(part));
            let is_lead =
                behind.trim_start_matches(['之', '以']).starts_with('前') || behind.starts_with("工作制");
            let is_counted_on = before.trim_end().ends_with(['第', '每', '满']);
            amount.is_limit &= !(says(&NO_LIMIT) || has_several && says(&ON_TOP) || is_lead || is_counted_on);
            if has_several {
                let case = before.trim().trim_end_matches([':', '：', '为', '在', '是']);
                case.clone_into(&mut amount.case);
                amount.is_whole_case = OF_A_CASE.is_match(behind.trim());
                holds_another |= says(&ON_TOP) && INSIDE.is_match(before);
            }
        }
        if holds_another {
            // Without the part that does not count, they may be shorter than any limit.
            self.amounts.iter_mut().for_each(|amount| amount.is_whole_case = false);
        }
    }

    /// Whether it may be extended by an unstated time.
    fn may_be_prolonged(&self, text: &str) -> bool {
        let mut start = 0;
        text.split_inclusive(SENTENCE_ENDS).any(|sentence| {
            let end = start + sentence.len();
            let before = self.amounts.partition_point(|amount| amount.range.start < end);
            let last = before.checked_sub(1).map_or(0, |last| self.amounts[last].range.start);
            let unsaid = last.max(start)..end;
            start = end;
            let mut found = PROLONGS.iter().flat_map(|word| text[unsaid.clone()].match_indices(word));
            found.any(|(at, _)| {
                let mut near = text[..unsaid.start + at].chars().rev().take(NEAR);
                !near.any(|character| matches!(character, '不' | '假'))
            })
        })
    }
}

/// How many characters before 延长 are searched for words that make it harmless: `不得延长`, `遇节假日顺延`.
const NEAR: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    /// How a text is read: amounts, with `*` if they are not the limit, and `?` for what was not read.
    fn told(text: &str) -> String {
        let limit = read(text);
        let amounts = limit.amounts.iter().map(|amount| {
            let number = if amount.least == amount.most {
                amount.least.to_string()
            } else {
                format!("{}～{}", amount.least, amount.most)
            };
            format!(
                "{number}{}{}",
                amount.unit.map_or("", Unit::word),
                if amount.is_limit { "" } else { "*" }
            )
        });
        let mut told: Vec<String> = amounts.collect();
        told.extend(limit.unread.iter().map(|range| format!("?{}", &text[range.clone()])));
        let flags = [
            (limit.said == Some(Said::AtOnce), "即办"),
            (limit.said == Some(Said::NextDay), "一日内"),
            (limit.said == Some(Said::NoLimit), "无"),
            (limit.said == Some(Said::OnDate), "日期"),
            (limit.is_open, "可延长"),
        ];
        told.extend(flags.iter().filter(|(is_so, _)| *is_so).map(|(_, name)| (*name).to_owned()));
        told.join(" ")
    }

    #[test]
    fn real_spellings_are_understood() {
        for (text, wanted) in [
            ("20(工作日)", "20个工作日"),
            ("3 ( 工作日 )", "3个工作日"),
            ("90（自然日）", "90个自然日"),
            ("1个（工作日）", "1个工作日"),
            ("1（个工作日）", "1个工作日"),
            ("1（个）工作日", "1个工作日"),
            ("二十日（工作日）", "20个工作日"),
            ("5天（自然日）内", "5个自然日"),
            ("1个工作日内", "1个工作日"),
            ("30工作日", "30个工作日"),
            ("5个法定工作日", "5个工作日"),
            ("30天", "30日"),
            ("三个月", "3个月"),
            ("一年", "1年"),
            ("6月内", "6个月"),
            ("6（月）", "6个月"),
            ("自受理之日起２０个工作日内", "20个工作日"),
            ("次日起20个工作日内", "20个工作日"),
            ("自收到申请的第二天起10个工作日", "10个工作日"),
            ("十五个工作日", "15个工作日"),
            ("一百二十日内", "120日"),
            ("8个工作小时", "8个工作小时"),
            ("5 个 工 作 日", "5个工作日"),
            ("T+3个工作日", "3个工作日"),
            ("半天", "0.5日"),
            ("半个月内", "0.5个月"),
            ("一个半月", "1.5个月"),
            ("两年半", "2.5年"),
            ("20", "20"),
            ("20个", "20"),
            ("10内", "10"),
            ("受理后10以内办结", "10"),
            ("3个工作日（现场审核时间除外）", "3个工作日"),
            ("20\u{200b}个工作日", "20个工作日"),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_done_at_once_or_has_no_limit_is_understood() {
        for (text, wanted) in [
            ("即办", "即办"),
            ("即时办结", "即办"),
            ("即时", "即办"),
            ("当场", "即办"),
            ("当场办结；需要调查核实的，30个工作日", "30个工作日 即办"),
            ("不能当场办结的，5个工作日", "5个工作日"),
            ("秒批", "即办"),
            ("当日办结", "一日内"),
            ("次日出证", "一日内"),
            ("当天", "一日内"),
            ("隔日取件", "一日内"),
            ("每月15日前", "日期"),
            ("每年3月1日至5月31日", "日期"),
            ("9月份统一发放", "日期"),
            ("2026年9月30日前", "日期"),
            ("无", "无"),
            ("无。", "无"),
            ("法律没有规定", "无"),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn ranges_and_cases_are_understood() {
        for (text, wanted) in [
            ("3至5个工作日", "3～5个工作日"),
            ("3-5个工作日", "3～5个工作日"),
            ("3～5（工作日）", "3～5个工作日"),
            ("三到五日", "3～5日"),
            ("3个工作日至5个工作日", "3～5个工作日"),
            ("3或者5个工作日", "3～5个工作日"),
            ("5-3个工作日", "?5-3个工作日"),
            ("3至十五六个工作日", "?3至十五六个工作日"),
            ("5个工作日至3个月", "5个工作日* 3个月*"),
            ("新办5个工作日，变更3个工作日", "5个工作日 3个工作日"),
            ("20个工作日，经批准可以延长10个工作日", "20个工作日 10个工作日*"),
            ("20个工作日，可以适当延长", "20个工作日 可延长"),
            ("20个工作日，不得延长", "20个工作日"),
            ("20个工作日（遇节假日顺延）", "20个工作日"),
            ("20个工作日，可以延长，但不超过10日", "20个工作日 10日"),
            ("5个工作日（专家评审20个工作日除外）", "5个工作日 20个工作日*"),
            ("公示7日", "7日"),
            ("10个工作日，公示7日", "10个工作日 7日*"),
            ("第20个工作日", "20个工作日*"),
            ("届满30日前申请", "30日*"),
            ("①5个工作日；②10个工作日", "5个工作日 10个工作日"),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_limits() {
        for text in [
            "工作日",
            "个工作日",
            "天",
            "尽快",
            "视情况办结",
            "按规定时限",
            "规定工作日内",
            "在规定时间内",
            "可以适当延长审查期限的除外",
            "5月20日",
            "每月15日前",
            "每月1-15日",
            "每月1日至15日",
            "3月1日至5月31日",
            "1月-3月",
            "3月",
            "2026年",
            "二〇二六年三月五日",
            "2012年4月5日第617号",
            "某政发〔2019〕5号",
            "《某条例（试行30日）》第二章",
            "周一至周五 9:00-12:00",
            "9:00-17:00（工作日）",
            "下午13:30—16:30星期六：上午9:00",
            "8：30-17：30日常办理",
            "周六、周日休息",
            "0571-87654321",
            "60周岁以上",
            "附件1内容",
            "填写表2内各项",
            "5个窗口",
        ] {
            let limit = read(text);
            assert!(limit.amounts.is_empty() && limit.unread.is_empty(), "{text}: {}", told(text));
        }
    }

    #[test]
    fn a_number_that_is_not_certain_is_no_limit() {
        for text in [
            "十五六个工作日",
            "三五天",
            "二十多日",
            "20余个工作日",
            "几十个工作日",
            "三百六个工作日",
            "l0个工作日",
            "①00个工作日",
            "1 0个工作日",
            "10\u{200b}0个工作日",
            "2019.5.20日",
            "10，5个工作日",
            "2十个工作日",
            "5+3个工作日",
            "5/10个工作日",
            "7×24小时",
            "2019-5-20日",
        ] {
            let limit = read(text);
            assert!(limit.amounts.is_empty() && !limit.unread.is_empty(), "{text}: {}", told(text));
            assert!(!limit.is_measurable(), "{text}");
        }
    }
}
