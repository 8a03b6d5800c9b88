//! Writes a guide to be filled in: in the order of the vocabulary, with a comment above each element.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::Known;
use super::demand::{Demand, Demands};
use crate::document;
use crate::finding::{Clause, Severity, TextStatus};
use crate::guide::{ElementId, PLACEHOLDER, Role, Shape};
use crate::pack::{Rule, Ruleset, Selection, Validity};

/// The first lines, with [`NAMES`] for the placeholder.
const HEAD: [&str; 3] = [
    "把每一处\0换成内容；确实没有的，写“无”。写完用 guidelint check 检查，还有\0的通不过。",
    "紧跟在“#”后面的要素，有上面所说的情况才写：删去“#”再填写。“# ”开头的是说明，可以删去。",
    "必填、应填、建议填写：不写的话，检查时是错误、警告、建议。",
];

/// The width of comments; CJK characters count twice.
const WIDTH: usize = 88;

/// Stands in comments for the names of the elements below them.
const NAMES: &str = "\0";

/// A guide that is being written.
pub(super) struct Writing<'w> {
    pub(super) ruleset: &'w Ruleset,
    pub(super) demands: &'w Demands<'w>,
    pub(super) known: &'w [Known],
    pub(super) selection: &'w Selection<'w>,
}

/// Elements that are written below one comment.
struct Block {
    /// The comments, with [`NAMES`] for the names of the elements.
    comments: Vec<String>,
    names: Vec<String>,
    /// The lines of the elements.
    lines: Vec<String>,
    /// Whether they are needed only in some cases, and are commented out until then.
    is_case: bool,
}

impl Writing<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in HEAD {
            let _ = writeln!(text, "# {}", line.replace(NAMES, PLACEHOLDER));
        }
        let mut gap = true;
        for block in self.blocks(ElementId::GUIDE) {
            // Elements without comments need no blank line above them, except below the head.
            if std::mem::replace(&mut gap, !block.comments.is_empty()) || !block.comments.is_empty() {
                text.push('\n');
            }
            for line in block.written() {
                text += &line;
                text.push('\n');
            }
        }
        text
    }

    /// The required parts of a record; parts with the same comments are joined.
    fn blocks(&self, record: ElementId) -> Vec<Block> {
        let vocabulary = &self.ruleset.vocabulary;
        let parts = vocabulary.iter().filter(|(element, _)| vocabulary.parent(*element) == Some(record));
        let mut blocks: Vec<Block> = Vec::new();
        for block in parts.filter_map(|(element, _)| self.block(element)) {
            match blocks.last_mut() {
                Some(last) if last.joins(&block) => {
                    last.names.extend(block.names);
                    last.lines.extend(block.lines);
                }
                _ => blocks.push(block),
            }
        }
        blocks
    }

    fn block(&self, element: ElementId) -> Option<Block> {
        let known = self.known.iter().find(|known| known.element == element);
        let vocabulary = &self.ruleset.vocabulary;
        // A guide has its name even if no rule requires it.
        let own = Demand { is_certain: true, rules: Vec::new() };
        let is_name = vocabulary.with_role(Role::Matter) == Some(element);
        let demand = self.demands.get(element).or_else(|| (is_name || known.is_some()).then_some(&own))?;
        let key = scalar(&vocabulary[element].name, false);
        let lines = match (known, vocabulary[element].shape) {
            (Some(known), _) => vec![format!("{key}: {}", scalar(&known.value, true))],
            (None, Shape::Text) => vec![format!("{key}: {}", self.placeholder(element))],
            (None, Shape::Texts) => vec![format!("{key}:"), format!("  - {PLACEHOLDER}")],
            (None, Shape::Record) => self.record(&key, element, demand),
            (None, Shape::Records) => self.record(&key, vocabulary.item(element)?, demand),
        };
        let comments = if known.is_some() { Vec::new() } else { self.comments(element, demand) };
        let names = vec![vocabulary.name(element).to_owned()];
        Some(Block { comments, names, lines, is_case: !demand.is_certain })
    }

    /// A record, or a list with one record.
    fn record(&self, key: &str, record: ElementId, demand: &Demand<'_>) -> Vec<String> {
        let is_item = self.ruleset.vocabulary[record].name.is_empty();
        let mut lines = vec![format!("{key}:")];
        for (number, mut block) in self.blocks(record).into_iter().enumerate() {
            // In a record that is itself commented out, parts are not commented out again.
            block.is_case &= demand.is_certain;
            if number == 0 {
                // The comments of the record cover the part that names it.
                block.comments.clear();
            }
            for (line, inside) in (0..).zip(block.written()) {
                let start = match (is_item, number + line) {
                    (true, 0) => "  - ",
                    (true, _) => "    ",
                    (false, _) => "  ",
                };
                lines.push(format!("{start}{inside}"));
            }
        }
        lines
    }

    fn placeholder(&self, element: ElementId) -> String {
        let is_code = |rule: &Rule| rule.check.quotes() && rule.elements.contains(&element);
        if self.ruleset.rules.iter().any(is_code) {
            return format!("\"{PLACEHOLDER}\"");
        }
        PLACEHOLDER.to_owned()
    }

    /// The comments of an element: when it is needed, which clause requires it, what to write.
    fn comments(&self, element: ElementId, demand: &Demand<'_>) -> Vec<String> {
        let vocabulary = &self.ruleset.vocabulary;
        let mut comments = Vec::new();
        match (demand.is_certain, demand.rules.first()) {
            (true, _) => {}
            (false, Some(rule)) => comments.push(format!("{}：", rule.info.title)),
            // It is needed only because of its parts.
            (false, None) => comments.push(format!("有“{NAMES}”的：")),
        }
        for rule in &demand.rules {
            let line = self.ground(rule);
            if !comments.contains(&line) {
                comments.push(line);
            }
        }
        if let Some(help) = demand.rules.iter().find_map(|rule| rule.help.as_ref()) {
            comments.push(help.fill(&[("element", NAMES.to_owned())].into()));
        }
        let text = vocabulary.item(element).unwrap_or(element);
        let values = &vocabulary[text].values;
        if !values.is_empty() {
            comments.push(format!("可以写：{}", values.names()));
        }
        comments
    }

    /// The clause that requires an element: `必填：《…》（国务院令第716号）第六条（应）`.
    fn ground(&self, rule: &Rule) -> String {
        let lead = match rule.severity {
            Severity::Error => "必填",
            Severity::Warning => "应填",
            Severity::Advice => "建议填写",
        };
        let Some(clause @ Clause { title, status, inferred, .. }) = &rule.info.clause else {
            return format!("{lead}：{}", rule.info.title);
        };
        let mut marks: Vec<String> = rule.info.obligation.iter().map(|verb| verb.word().into()).collect();
        if *inferred {
            marks.push("由条文推出".into());
        }
        match status {
            TextStatus::Full | TextStatus::Partial => {}
            TextStatus::Derived => marks.push("归纳自真实数据".into()),
            TextStatus::Secondhand | TextStatus::Unseen => marks.push("未读到原文".into()),
        }
        if let Validity::Upcoming(from) = rule.force.on(self.selection.as_of) {
            marks.push(format!("{from} 起施行"));
        }
        // The document number is left to `guidelint explain`.
        let title = title.rfind('》').map_or(title.as_str(), |end| &title[..end + '》'.len_utf8()]);
        let marks = if marks.is_empty() { String::new() } else { format!("（{}）", marks.join("，")) };
        format!("{lead}：{title}{}{marks}", clause.place())
    }
}

impl Block {
    /// Whether the next block can be written below the same comment.
    fn joins(&self, next: &Self) -> bool {
        let is_short = |block: &Self| block.lines.len() == block.names.len();
        self.comments == next.comments && self.is_case == next.is_case && is_short(self) && is_short(next)
    }

    /// All lines, comments first. A line that is commented out has no space after its `#`, so that removing
    /// the `#` makes it part of the guide; other comments have a space.
    fn written(&self) -> Vec<String> {
        let names = self.names.join("、");
        let comments = self.comments.iter().flat_map(|comment| wrapped(&comment.replace(NAMES, &names)));
        let mark = if self.is_case { "#" } else { "" };
        let comments = comments.map(|line| format!("# {line}"));
        comments.chain(self.lines.iter().map(|line| format!("{mark}{line}"))).collect()
    }
}

/// A comment in lines that fit, broken after punctuation outside of brackets.
fn wrapped(comment: &str) -> Vec<String> {
    let (mut lines, mut last, mut depth) = (Vec::new(), String::new(), 0_usize);
    let mut piece = String::new();
    let mut characters = comment.chars().map(|c| if c.is_control() { ' ' } else { c }).peekable();
    while let Some(character) = characters.next() {
        piece.push(character);
        match character {
            '（' | '《' | '“' => depth += 1,
            '）' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let may_end = depth == 0 && matches!(character, '、' | '，' | '；' | '。' | ' ');
        if !may_end && characters.peek().is_some() {
            continue;
        }
        if !last.is_empty() && last.width() + piece.width() > WIDTH {
            lines.push(last.trim_end().to_owned());
            last = String::new();
        }
        last += &std::mem::take(&mut piece);
    }
    lines.push(last.trim_end().to_owned());
    lines
}

/// A text as YAML, quoted if any parser could read it as something else. Values that are all ASCII are
/// numbers, dates or booleans to some parsers; names of elements are not.
pub(super) fn scalar(text: &str, is_value: bool) -> String {
    let source = format!("{text}: {text}");
    let stream = document::parse(&source);
    let entry = stream.documents().next().and_then(|root| root.entries().next());
    let is_plain = entry
        .is_some_and(|entry| entry.key.text() == Some(text) && entry.value.text() == Some(text))
        && stream.problems.is_empty()
        && stream.comments.is_empty()
        && !(is_value && text.is_ascii())
        && !text.contains(|character: char| {
            character.is_control() || ": #,[]{}\u{feff}\u{2028}\u{2029}".contains(character)
        });
    if is_plain {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\u{feff}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(quoted, "\\u{:04x}", character as u32);
            }
            _ if character.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", character as u32);
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
