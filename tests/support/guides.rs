//! Random guides, as people, editors and programs may write them.
//!
//! First a tree of elements and values is generated. Then it is written, each node with its own layout: in
//! blocks or brackets, on one line or many, with and without quotes, comments and anchors.

use std::collections::HashSet;

use guidelint::document::{Kind, parse};
use proptest::prelude::*;

/// A guide or a part of it, with its layout.
#[derive(Clone, Debug)]
enum Tree {
    Nothing,
    Text(String, Style, HasAnchor),
    /// The node of an earlier anchor, by its number, if there is any.
    Alias(usize),
    List(Vec<Tree>, Layout),
    Record(Vec<(Key, Tree)>, Layout),
}

type HasAnchor = bool;

impl Tree {
    /// The tree without duplicate keys in records.
    fn without_repeats(self) -> Self {
        match self {
            Self::List(items, layout) => {
                Self::List(items.into_iter().map(Self::without_repeats).collect(), layout)
            }
            Self::Record(mut entries, layout) => {
                let mut seen = HashSet::new();
                entries.retain(|(Key(name, _), _)| seen.insert(name.clone()));
                let entries = entries.into_iter().map(|(key, value)| (key, value.without_repeats()));
                Self::Record(entries.collect(), layout)
            }
            other => other,
        }
    }
}

/// The style of a text; if it is not possible at its position, the text is written in single quotes.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Single,
    Double,
    Escaped,
    Literal,
    Folded,
    /// In double quotes, over two lines.
    Lines,
}

/// How a list or record is written.
#[expect(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
#[derive(Clone, Copy, Debug, Default)]
struct Layout {
    in_brackets: bool,
    /// In brackets: one entry per line.
    on_lines: bool,
    /// In brackets: blanks inside them, and a comma after the last entry.
    is_airy: bool,
    has_anchor: bool,
    has_comments: bool,
    /// As the value of a key: indented further than the key.
    is_indented: bool,
}

/// A key with its quotes, if it has any.
#[derive(Clone, Debug)]
struct Key(String, Option<char>);

/// Elements with one text: by their names, by names that are understood, misspelt, or unknown.
const ELEMENTS: [&str; 32] = [
    "事项名称",
    "事项类型",
    "事项类别",
    "基本编码",
    "实施编码",
    "实施主体",
    "实施机构",
    "实施主体编码",
    "行政区划",
    "行政区戈",
    "更新日期",
    "法定办结时限",
    "承诺办结时限",
    "办理时限",
    "咨询电话",
    "咨询方式",
    "监督投诉方式",
    "是否收费",
    "收费标准",
    "行使层级",
    "办理地点",
    "办理时间",
    "受理条件",
    "受理条年",
    "办理流程",
    "网上办理流程",
    "自定要素",
    "别的要素",
    "ANTICIPATE_DAY",
    "ANTICIPATE_TYPE",
    "TASK_NAME",
    "办理结果",
];

/// Elements that are lists of records, with some of their parts.
const LISTS: [(&str, &[&str]); 5] = [
    (
        "申请材料",
        &["材料名称", "材料必要性", "来源渠道", "复印件份数", "材料形式", "是否必要", "材料名秤", "备考"],
    ),
    ("申报材料", &["材料名称", "来源渠道", "填报须知", "必要性"]),
    ("设定依据", &["名称", "文号", "条款号", "条款内容", "依据名称"]),
    ("办理流程", &["环节名称", "办理时限", "办理内容", "办理步骤"]),
    ("特别程序", &["名称", "时限", "依据", "时线"]),
];

/// Words with mistakes that can be fixed, and characters that are special in YAML.
const WORDS: [&str; 52] = [
    "犬只登记",
    "《甲法》、《乙办法》",
    "000131013000",
    "１1440000006939756Ｂ",
    "11440000006939756b",
    "330106",
    "110105",
    "2026年1月5日",
    "2026.1.5",
    "20(工作日)",
    "二〇（工作日）",
    "十五六(工作日)",
    "1,000（工作日）",
    "三百六(工作日)",
    "5个工作日",
    "其它",
    "不收费",
    "区县级",
    "行政许可",
    "01",
    "是",
    "无",
    "尽快",
    "视情况",
    "等材料",
    "：",
    "＃",
    "，",
    "［",
    "］",
    "｛",
    "｝",
    "？",
    "～",
    "、",
    " ",
    "\u{3000}",
    "\u{200b}",
    "𠮷",
    "'",
    "\"",
    "no",
    "1E5",
    "5",
    "\\",
    "%",
    "@",
    "- ",
    "? ",
    "-",
    "【待填写】",
    "a:b",
];

/// A text that is not blank.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4)
        .prop_map(|words| words.concat().trim_matches([' ', '\t']).to_owned())
        .prop_filter("blank texts are filled", |text| !text.is_empty())
}

fn rarely() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.15)
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        4 => Just(Style::Plain),
        2 => Just(Style::Single),
        2 => Just(Style::Double),
        1 => Just(Style::Escaped),
        1 => Just(Style::Literal),
        1 => Just(Style::Folded),
        1 => Just(Style::Lines),
    ]
}

fn layout() -> impl Strategy<Value = Layout> {
    (any::<bool>(), any::<bool>(), any::<bool>(), rarely(), rarely(), any::<bool>()).prop_map(
        |(in_brackets, on_lines, is_airy, has_anchor, has_comments, is_indented)| Layout {
            in_brackets,
            on_lines,
            is_airy,
            has_anchor,
            has_comments,
            is_indented,
        },
    )
}

fn key(names: &'static [&'static str]) -> impl Strategy<Value = Key> {
    let quotes = prop_oneof![6 => Just(None), 1 => Just(Some('\'')), 1 => Just(Some('"'))];
    (prop::sample::select(names), quotes).prop_map(|(name, quotes)| Key(name.to_owned(), quotes))
}

/// A value without nested values.
fn leaf() -> impl Strategy<Value = Tree> {
    prop_oneof![
        2 => Just(Tree::Nothing),
        9 => (text(), style(), rarely()).prop_map(|(text, style, anchor)| Tree::Text(text, style, anchor)),
        1 => (0..4_usize).prop_map(Tree::Alias),
    ]
}

fn list(item: impl Strategy<Value = Tree>) -> impl Strategy<Value = Tree> {
    (prop::collection::vec(item, 0..4), layout()).prop_map(|(items, layout)| Tree::List(items, layout))
}

fn record(
    names: &'static [&'static str],
    value: impl Strategy<Value = Tree>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = (Vec<(Key, Tree)>, Layout)> {
    (prop::collection::vec((key(names), value), count), layout())
}

/// An element that is a list of records, or is read as one.
fn listed() -> impl Strategy<Value = (Key, Tree)> {
    prop::sample::select(&LISTS[..]).prop_flat_map(|(name, parts)| {
        let parts =
            || record(parts, leaf(), 1..5).prop_map(|(entries, layout)| Tree::Record(entries, layout));
        let value = prop_oneof![
            5 => list(prop_oneof![4 => parts(), 1 => leaf()]),
            1 => parts(),
            1 => leaf(),
        ];
        value.prop_map(|value| (Key(name.to_owned(), None), value))
    })
}

fn entry() -> impl Strategy<Value = (Key, Tree)> {
    prop_oneof![
        6 => (key(&ELEMENTS), leaf()),
        1 => (key(&ELEMENTS), list(leaf())),
        2 => listed(),
    ]
}

/// The text of a file with one guide, or a few.
pub(crate) fn guide() -> impl Strategy<Value = String> {
    let guide = (prop::collection::vec(entry(), 1..9), layout(), prop::bool::weighted(0.1));
    let guide = guide.prop_map(|(entries, layout, may_repeat)| {
        let guide = Tree::Record(entries, layout);
        if may_repeat { guide } else { guide.without_repeats() }
    });
    let many = (prop::collection::vec(guide, 1..3), any::<bool>());
    let file =
        (prop::bool::weighted(0.3), prop::bool::weighted(0.2), any::<bool>(), prop::bool::weighted(0.2));
    (many, file).prop_map(|((guides, as_list), (crlf, mark, cut, begins))| {
        let mut writer = Writer::default();
        match guides.as_slice() {
            [guide] => writer.document(guide, begins),
            guides if as_list => {
                let layout = Layout { has_comments: begins, ..Layout::default() };
                writer.document(&Tree::List(guides.to_vec(), layout), begins);
            }
            guides => guides.iter().for_each(|guide| writer.document(guide, true)),
        }
        let mut text = writer.text;
        if cut {
            text.truncate(text.trim_end().len());
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        if mark { format!("\u{feff}{text}") } else { text }
    })
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Anchors whose nodes are complete.
    anchors: Vec<String>,
    named: usize,
}

impl Writer {
    fn document(&mut self, root: &Tree, begins: bool) {
        if begins {
            self.text += "---\n";
        }
        // Anchors end with their document.
        self.anchors.clear();
        match root {
            Tree::Record(_, Layout { in_brackets: true, .. })
            | Tree::List(_, Layout { in_brackets: true, .. }) => {
                self.flow(root, 0);
                self.text.push('\n');
            }
            Tree::Record(entries, layout) => self.entries(entries, *layout, 0, true),
            Tree::List(items, layout) => self.items(items, *layout, 0),
            Tree::Nothing | Tree::Text(..) | Tree::Alias(_) => {}
        }
    }

    fn put(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
    }

    fn indent(&mut self, by: usize) {
        self.text.extend(std::iter::repeat_n(' ', by));
    }

    /// Writes an anchor before a node; aliases can use it after the end of the node.
    fn anchor(&mut self, wanted: bool) -> Option<String> {
        if !wanted {
            return None;
        }
        self.named += 1;
        let name = format!("a{}", self.named);
        self.put(&["&", &name, " "]);
        Some(name)
    }

    fn alias(&mut self, number: usize) {
        if let Some(name) = self.anchors.get(number % self.anchors.len().max(1)) {
            self.text.extend(["*", name]);
        }
    }

    fn key(&mut self, Key(name, quotes): &Key) {
        let quotes = quotes.map(String::from).unwrap_or_default();
        self.put(&[&quotes, name, &quotes, ":"]);
    }

    /// Writes the entries of a record in block style, the first at the current position.
    fn entries(&mut self, entries: &[(Key, Tree)], layout: Layout, indent: usize, may_comment: bool) {
        for (number, (key, value)) in entries.iter().enumerate() {
            if layout.has_comments && (number > 0 || may_comment) {
                if number > 0 {
                    self.indent(indent);
                }
                self.text += "# 说明, 一: 二\n";
                if number == 0 {
                    self.indent(indent);
                }
            }
            if number > 0 {
                self.indent(indent);
            }
            self.key(key);
            self.value(value, indent, layout.has_comments);
        }
    }

    /// Writes the text after a colon in block style, to the end of its last line.
    fn value(&mut self, value: &Tree, indent: usize, has_comment: bool) {
        match value {
            Tree::List(items, layout) if !layout.in_brackets && !items.is_empty() => {
                self.text.push(' ');
                let anchor = self.anchor(layout.has_anchor);
                self.end_line(has_comment);
                self.items(items, *layout, if layout.is_indented { indent + 2 } else { indent });
                self.anchors.extend(anchor);
            }
            Tree::Record(entries, layout) if !layout.in_brackets && !entries.is_empty() => {
                self.text.push(' ');
                let anchor = self.anchor(layout.has_anchor);
                self.end_line(has_comment);
                let indent = if layout.is_indented { indent + 4 } else { indent + 2 };
                self.indent(indent);
                self.entries(entries, *layout, indent, true);
                self.anchors.extend(anchor);
            }
            Tree::Text(text, style @ (Style::Literal | Style::Folded), has_anchor) => {
                self.text.push(' ');
                let anchor = self.anchor(*has_anchor);
                let header = if matches!(style, Style::Literal) { "|" } else { ">-" };
                let inner = " ".repeat(indent + 2);
                self.put(&[header, "\n", &inner, text.trim_start(), "\n", &inner, "末行\n"]);
                self.anchors.extend(anchor);
            }
            Tree::Nothing => self.end_line(has_comment),
            value => {
                self.text.push(' ');
                self.flow(value, indent);
                self.end_line(has_comment);
            }
        }
    }

    fn end_line(&mut self, has_comment: bool) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text += if has_comment { "  # 注：一, 二\n" } else { "\n" };
    }

    fn items(&mut self, items: &[Tree], layout: Layout, indent: usize) {
        for item in items {
            self.indent(indent);
            self.text.push('-');
            match item {
                Tree::Record(entries, own) if !own.in_brackets && !entries.is_empty() => {
                    self.text.push(' ');
                    self.entries(entries, *own, indent + 2, false);
                }
                Tree::List(items, _) if !items.is_empty() => {
                    self.text.push(' ');
                    self.flow(&Tree::List(items.clone(), Layout { in_brackets: true, ..layout }), indent);
                    self.end_line(false);
                }
                item => self.value(item, indent, layout.has_comments),
            }
        }
    }

    /// Writes a node in flow style.
    fn flow(&mut self, value: &Tree, indent: usize) {
        match value {
            Tree::Nothing => {}
            Tree::Alias(number) => self.alias(*number),
            Tree::Text(text, style, has_anchor) => {
                let anchor = self.anchor(*has_anchor);
                self.text += &scalar(text, *style, indent);
                self.anchors.extend(anchor);
            }
            Tree::List(items, layout) => {
                let anchor = self.anchor(layout.has_anchor);
                // In a list, an empty text between commas is not an item.
                let items: Vec<_> = items.iter().filter(|item| !matches!(item, Tree::Nothing)).collect();
                self.brackets(['[', ']'], *layout, indent, items.len(), |writer, number, indent| {
                    let before = writer.text.len();
                    writer.flow(items[number], indent);
                    if writer.text.len() == before {
                        writer.text += "''";
                    }
                });
                self.anchors.extend(anchor);
            }
            Tree::Record(entries, layout) => {
                let anchor = self.anchor(layout.has_anchor);
                self.brackets(['{', '}'], *layout, indent, entries.len(), |writer, number, indent| {
                    let (key, value) = &entries[number];
                    writer.key(key);
                    // Programs write JSON without blanks.
                    if layout.is_airy || key.1.is_none() {
                        writer.text.push(' ');
                    }
                    writer.flow(value, indent);
                });
                self.anchors.extend(anchor);
            }
        }
    }

    fn brackets(
        &mut self,
        [open, close]: [char; 2],
        layout: Layout,
        indent: usize,
        count: usize,
        mut write: impl FnMut(&mut Self, usize, usize),
    ) {
        self.text.push(open);
        for number in 0..count {
            if layout.on_lines {
                self.text.push('\n');
                self.indent(indent + 2);
            } else if layout.is_airy || number > 0 {
                self.text.push(' ');
            }
            write(self, number, indent + 2);
            if number + 1 < count || layout.is_airy && layout.on_lines {
                self.text.push(',');
            }
            if layout.on_lines && layout.has_comments {
                self.text += " # 注, 三";
            }
        }
        if layout.on_lines && count > 0 {
            self.text.push('\n');
            self.indent(indent);
        } else if layout.is_airy {
            self.text.push(' ');
        }
        self.text.push(close);
    }
}

/// A text as a scalar that is valid in flow style.
fn scalar(text: &str, style: Style, indent: usize) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    match style {
        Style::Plain if is_plain(text) => text.to_owned(),
        Style::Double => format!("\"{}\"", escaped(text)),
        Style::Escaped => {
            let escaped: Vec<_> = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
            format!("\"{}\"", escaped.concat())
        }
        Style::Lines => format!("\"{}\n{}末行\"", escaped(text), " ".repeat(indent + 2)),
        _ => format!("'{}'", text.replace('\'', "''")),
    }
}

/// Whether a text needs no quotes in flow style.
fn is_plain(text: &str) -> bool {
    let source = format!("[{text}, 末]\n");
    let stream = parse(&source);
    let first = stream.documents().next().and_then(|root| root.items().next());
    let is_text =
        first.is_some_and(|item| matches!(item.kind(), Kind::Scalar(_)) && item.text() == Some(text));
    is_text && stream.problems.is_empty() && stream.comments.is_empty()
}
