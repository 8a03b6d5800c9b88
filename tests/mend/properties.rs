//! What mending never does, on guides made at random.

use guidelint::document::{Kind, Node, parse};
use guidelint::fix::Safety;
use guidelint::guide::PLACEHOLDER;
use proptest::prelude::*;

use crate::{holds, mended};

/// A value in words, with the mistakes that can be mended and characters that YAML is touchy about.
fn words() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "犬只登记",
        "《甲法》、《乙办法》",
        "000131013000",
        "１1440000006939756Ｂ",
        "11440000006939756b",
        "330106",
        "2026年1月5日",
        "2026.1.5",
        "20(工作日)",
        "二〇（工作日）",
        "十五六(工作日)",
        "1,000（工作日）",
        "三百六(工作日)",
        "其它",
        "不收费",
        "区县级",
        "：",
        "＃",
        "，",
        " ",
        "\u{200b}",
        "𠮷",
        "'",
        "\"",
        "no",
        "1E5",
        "～",
        "｛",
        "、",
        "5",
        "\\",
        "%",
        "@",
        "- ",
        "? ",
        "尽快",
        "无",
    ]);
    prop::collection::vec(part, 1..4)
        .prop_map(|parts| parts.concat().trim().to_owned())
        .prop_filter("blank texts are filled", |text| !text.is_empty())
}

/// A text as a scalar in some style.
fn scalar(text: &str, style: u8, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let quoted = || format!("'{}'", text.replace('\'', "''"));
    match style {
        0 if is_plain(text) => text.to_owned(),
        1 => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        2 => format!("|\n{indent}  {text}\n{indent}  末行"),
        3 => format!(">-\n{indent}  {text}\n{indent}  末行"),
        4 => {
            text.chars().map(|c| format!("\\U{:08X}", c as u32)).fold("\"".to_owned(), |all, c| all + &c)
                + "\""
        }
        _ => quoted(),
    }
}

fn is_plain(text: &str) -> bool {
    let source = format!("k: {text}\n");
    let stream = parse(&source);
    stream.problems.is_empty()
        && stream.comments.is_empty()
        && stream.documents().next().and_then(|root| root.get("k")).and_then(|entry| entry.value.text())
            == Some(text)
}

const KEYS: [&str; 16] = [
    "事项名称",
    "事项类型",
    "基本编码",
    "实施编码",
    "实施主体编码",
    "行政区划",
    "更新日期",
    "法定办结时限",
    "承诺办结时限",
    "咨询电话",
    "是否收费",
    "行使层级",
    "受理条年",
    "自定要素",
    "网上办理流程",
    "办理时间",
];

prop_compose! {
    fn entry()(key in prop::sample::select(KEYS.to_vec()), text in words(), style in 0..8_u8, comment: bool) -> (String, String) {
        let comment = if comment && !matches!(style, 2 | 3) { "  # 注：一, 二" } else { "" };
        (key.to_owned(), format!("{key}: {}{comment}\n", scalar(&text, style, 0)))
    }
}

prop_compose! {
    fn guide()(
        entries in prop::collection::vec(entry(), 1..8),
        materials in prop::collection::vec((words(), words(), 0..3_u8), 0..3),
        flow: bool,
        crlf: bool,
        bom: bool,
        cut: bool,
    ) -> String {
        let mut seen = std::collections::HashSet::new();
        let mut text = String::from("实施机构: 某市公安局\n");
        text.extend(entries.into_iter().filter(|(key, _)| seen.insert(key.clone())).map(|(_, line)| line));
        if !materials.is_empty() {
            text += "申报材料:\n";
        }
        for (name, source, style) in materials {
            let (name, source) = (scalar(&name, 5, 4), scalar(&source, style.max(1) + 4, 4));
            let item = if flow {
                format!("  - {{材料名称: {name}, 来源渠道: {source}}}\n")
            } else {
                format!("  - 材料名称: {name}\n    # 说明\n    来源渠道: {source}\n")
            };
            text.push_str(&item);
        }
        if cut {
            text.truncate(text.trim_end().len());
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{feff}{text}") } else { text }
    }
}

/// All texts of a node in order, keys included.
fn texts(node: Node<'_>, found: &mut Vec<String>) {
    if matches!(node.kind(), Kind::Scalar(_)) {
        found.extend(node.text().map(str::to_owned));
        return;
    }
    for entry in node.entries() {
        texts(entry.key, found);
        texts(entry.value, found);
    }
    node.items().for_each(|item| texts(item, found));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mending_never_breaks_a_guide(text in guide()) {
        holds(&text, Safety::Safe);
        holds(&text, Safety::NeedsReview);
    }

    /// No value loses what it says: but for width, case, blanks that cannot be seen and the spellings
    /// that rules name, all texts are there as before, in the same order.
    #[test]
    fn values_that_no_rule_names_stay(text in guide()) {
        let after = mended(&text, Safety::NeedsReview).report.source.text().to_owned();
        let (old, new) = (parse(&text), parse(&after));
        let (mut olds, mut news) = (Vec::new(), Vec::new());
        old.documents().for_each(|root| texts(root, &mut olds));
        new.documents().for_each(|root| texts(root, &mut news));
        // Placeholders with their keys are new; a filled blank has none before.
        let mut rest = news.iter();
        for old in &olds {
            let is_it = |new: &&String| *new == old || letters(new) == letters(old) || is_respelt(old, new);
            prop_assert!(rest.any(|new| is_it(&new)), "{old} is lost: {text}\n{after}");
        }
        let added = news.len() - olds.len();
        prop_assert_eq!(added, 2 * after.matches(PLACEHOLDER).count());
    }
}

/// What stays of a text by the fixes that keep its characters.
fn letters(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(narrow).filter(|c| !matches!(c, '\u{200b}' | '、')).collect::<String>().to_uppercase()
}

fn is_respelt(old: &str, new: &str) -> bool {
    let known = [
        ("申报材料", "申请材料"),
        ("实施机构", "实施主体"),
        ("咨询电话", "咨询方式"),
        ("受理条年", "受理条件"),
        ("其它", "其他"),
        ("不收费", "否"),
        ("区县级", "县级"),
        ("20(工作日)", "20个工作日"),
        ("2026年1月5日", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
    ];
    known.iter().any(|(from, to)| letters(&old.replace(from, to)) == letters(new))
}
