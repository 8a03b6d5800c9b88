//! Reports what was not read as a guide, so that silence is not mistaken for a pass.
//!
//! Three things are reported: text that looks like a guide but has colons that YAML does not accept, with
//! one fix for all of it; the same inside a guide; and documents and items beside guides in which no
//! element was recognised.

use std::cell::OnceCell;
use std::ops::Range;

use super::builtin_rules::yaml_finding;
use super::misread::{self, Misread, Words};
use crate::document::{Kind, Node, Problem, ProblemKind, Stream, Style, lines};
use crate::finding::Finding;
use crate::guide::{
    Content, Contents, ElementId, Guide, Labels, MOST_MISREAD, OccurrenceId, Role, Shape, What, known,
    names_in,
};
use crate::text::{SourceFile, Span};

/// Looks for parts of a file that were not read.
pub(super) struct Unread<'s> {
    source: &'s SourceFile,
    stream: &'s Stream<'s>,
    labels: &'s Labels<'s>,
    /// The findings, unsorted.
    pub(super) findings: Vec<Finding>,
    /// Whether a document or an item was not checked.
    pub(super) is_lost: bool,
    /// The bytes of every document, computed on first use.
    documents: OnceCell<Vec<Range<usize>>>,
    /// Documents that are not valid YAML, in their order.
    broken: Vec<Range<usize>>,
    /// For every YAML problem, whether one of the findings already reports it.
    is_told: Vec<bool>,
}

impl<'s> Unread<'s> {
    pub(super) fn new(source: &'s SourceFile, stream: &'s Stream<'s>, labels: &'s Labels<'s>) -> Self {
        Self {
            source,
            stream,
            labels,
            findings: Vec::new(),
            is_lost: false,
            documents: OnceCell::new(),
            broken: Vec::new(),
            is_told: vec![false; stream.problems.len()],
        }
    }

    /// The YAML problems that none of the findings reports.
    pub(super) fn other_problems(&self) -> impl Iterator<Item = &'s Problem> {
        self.stream
            .problems
            .iter()
            .zip(&self.is_told)
            .filter(|(_, is_told)| !**is_told)
            .map(|(problem, _)| problem)
    }

    /// Checks texts of a guide that should be records, and keys with wrong colons.
    pub(super) fn meet(&mut self, guide: &Guide<'_>, number: u32) {
        let mut found: Vec<Misread> = Vec::new();
        for place in guide.all() {
            let is_record = self.labels.vocabulary[place.element].shape == Shape::Record;
            let node = place.node.whole();
            let is_known = found.last().is_some_and(|last| last.block == node.span().range());
            if matches!(self.labels.vocabulary[place.element].shape, Shape::Text | Shape::Texts) {
                self.note_text(node);
            }
            if is_record && !is_known && node.kind() == Kind::Scalar(Style::Plain) && !node.is_flow() {
                found.extend(self.record(place.element, node));
            }
        }
        let keys = self.keys(guide);
        if let Some(all) = self.with_keys(guide, &found, &keys) {
            found = vec![all];
        } else if !keys.is_empty() {
            let message = format!("{}用了全角冒号，没有读成要素", misread::numbers(self.source, &keys));
            let help = "冒号写成英文冒号，后面空一格；值里还有“: ”的，把整个值放在英文引号之间";
            let finding = finding(ProblemKind::MissingSpace, message, help.into(), keys);
            self.findings.push(Finding { guides: vec![number], ..finding });
        }
        if !found.is_empty() {
            let message = |lines: &str, how: &str| format!("{lines}{how}，没有读成要素");
            let finding = self.told(&found, ProblemKind::MissingSpace, message);
            self.findings.push(Finding { guides: vec![number], ..finding });
        }
    }

    /// In a text, lines like `周一：9:00-12:00` need not be reported: they are not entries unless one of
    /// them begins with the name of an element.
    fn note_text(&mut self, node: Node<'_>) {
        if self.stream.problems.is_empty() || node.kind() != Kind::Scalar(Style::Plain) {
            return;
        }
        let (text, block) = (self.source.text(), node.span().range());
        let names = text[block.clone()].lines().filter_map(|line| line.split_once(lines::COLONS));
        if names.take(MOST_MISREAD).any(|(name, _)| known(self.labels, ElementId::GUIDE, name).is_some()) {
            return;
        }
        for at in self.problems_in(&block) {
            let Problem { kind, span, .. } = &self.stream.problems[at];
            let is_colon = text[span.range()].starts_with(lines::COLONS);
            self.is_told[at] |= *kind == ProblemKind::MissingSpace && is_colon;
        }
    }

    /// Wrong colons in keys that end at a later colon of their line: `咨询方式：电话: 0571-12345`.
    fn keys(&self, guide: &Guide<'_>) -> Vec<Span> {
        let colon = |(record, key): (OccurrenceId, Node<'_>)| {
            let text = key.text().filter(|_| key.kind() == Kind::Scalar(Style::Plain))?;
            let at = text.find(lines::COLONS)?;
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            // A wrong colon at the end of a key is read as part of the name.
            (end < text.len()).then_some(())?;
            known(self.labels, guide.get(record).element, &text[..at])?;
            key.spans_of(at..end).first().copied()
        };
        let unknown = guide.unknown().iter().map(|unknown| (unknown.record, unknown.key));
        let read = guide.readings().iter().map(|reading| (reading.record, reading.key));
        let mut colons: Vec<Span> = unknown.chain(read).filter_map(colon).take(MOST_MISREAD).collect();
        // A key that names two elements is listed twice.
        colons.sort_unstable();
        colons.dedup();
        colons
    }

    /// The document of a guide with all its misread lines, if nothing else in it is misread.
    fn with_keys(&mut self, guide: &Guide<'_>, found: &[Misread], keys: &[Span]) -> Option<Misread> {
        if keys.is_empty() || !guide.found_at.is_empty() {
            return None;
        }
        let document = document_of(guide.root().node, self.documents())?;
        let misread = self.guide(document, true)?;
        let mut marks: Vec<Span> =
            found.iter().flat_map(Misread::marks).chain(keys.iter().copied()).collect();
        marks.sort_unstable();
        misread.marks().eq(marks).then_some(misread)
    }

    /// A text in place of a record whose lines were meant as parts of the record: YAML problems mark its
    /// colons, or it begins with the name of the first part, which a text in this place stands for.
    fn record(&self, element: ElementId, node: Node<'_>) -> Option<Misread> {
        let (text, block) = (self.source.text(), node.span().range());
        text[block.clone()].contains(lines::COLONS).then_some(())?;
        let is_told = |at: usize| self.stream.problems[at].kind == ProblemKind::MissingSpace;
        let misread = Misread::of(text, block.clone(), false, self.labels, element)?;
        let first = misread.lookalike.entries.first()?.element;
        let begins_line = text[..block.start].trim_end_matches([' ', '\t']).ends_with(['\r', '\n', '-']);
        let is_meant = self.problems_in(&block).any(is_told)
            || begins_line && first.is_some() && first == self.labels.vocabulary.first_part(element);
        is_meant.then_some(misread)
    }

    /// Reports what is not a guide.
    pub(super) fn look(&mut self, contents: &Contents<'_>) {
        let is_guide = |content: &Content<'_>| content.what == What::Guide;
        let has_lookalikes = contents.found.iter().any(|content| content.what == What::Lookalike);
        let is_broken = self.stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
        if is_broken {
            self.look_at_broken();
        }
        if has_lookalikes {
            self.look_at_lookalikes(contents);
        }
        if self.is_lost || contents.found.iter().any(is_guide) {
            self.look_at_strangers(contents);
        }
    }

    /// The bytes of every document.
    fn documents(&self) -> &[Range<usize>] {
        self.documents.get_or_init(|| lines::documents(self.source.text()).collect())
    }

    /// Reports documents that are not valid YAML, if wrong colons may be the cause.
    fn look_at_broken(&mut self) {
        let is_syntax = |at: &usize| self.stream.problems[*at].kind == ProblemKind::Syntax;
        let is_broken = |block: &&Range<usize>| self.problems_in(block).find(is_syntax).is_some();
        self.broken = self.documents().iter().filter(is_broken).cloned().collect();
        for block in self.broken.clone() {
            let Some(misread) = self.guide(block.clone(), true) else { continue };
            if self.is_because_of(&misread) {
                self.add_lost(&[misread], ProblemKind::Syntax);
            }
        }
    }

    /// Whether lines are certainly misread, or keep their document from being read.
    fn is_because_of(&self, misread: &Misread) -> bool {
        let is_marked = |at: usize| misread.marks().any(|mark| mark == self.stream.problems[at].span);
        self.problems_in(&misread.block).any(is_marked)
            || misread.lookalike.misread().all(|(meant, _)| meant.element.is_some() && meant.column.is_none())
            || misread.mended(self.source.text(), self.labels).is_some()
    }

    /// Whether a node is in a document that is not valid YAML, which is already reported.
    fn is_broken(&self, node: Node<'_>) -> bool {
        let at = node.span().range().start;
        let before = self.broken.partition_point(|block| block.start <= at);
        before.checked_sub(1).is_some_and(|last| at < self.broken[last].end)
    }

    /// Reports documents and items that are valid YAML but look like guides and are none.
    fn look_at_lookalikes(&mut self, contents: &Contents<'_>) {
        let mut single: Vec<(&str, Misread)> = Vec::new();
        for content in contents.found.iter().filter(|content| content.what == What::Lookalike) {
            if self.is_broken(content.node) {
                continue;
            }
            let list = content.path.rsplit_once('[').map(|(list, _)| list);
            let misread = match list {
                None => document_of(content.node, self.documents()).and_then(|block| self.guide(block, true)),
                Some(_) if content.node.kind() == Kind::Scalar(Style::Plain) && !content.node.is_flow() => {
                    self.guide(content.node.span().range(), false)
                }
                Some(_) => None,
            };
            match (misread, list) {
                (Some(misread), Some(list)) if misread.lookalike.lines.len() == 1 => {
                    if single.last().is_some_and(|(other, _)| *other != list) {
                        self.add_single(&mut single);
                    }
                    single.push((list, misread));
                }
                (Some(misread), _) => self.add_lost(&[misread], ProblemKind::MissingSpace),
                (None, _) if content.node.kind() == Kind::Sequence => self.add_lines(content),
                (None, _) => self.add_text(content),
            }
        }
        self.add_single(&mut single);
    }

    /// Reports items of one line each; several are one guide whose lines were written as items.
    fn add_single(&mut self, single: &mut Vec<(&str, Misread)>) {
        let misread: Vec<Misread> = single.drain(..).map(|(_, misread)| misread).collect();
        let is_one_guide = misread.len() > 1;
        if misread.is_empty() {
            return;
        }
        self.add_lost(&misread, ProblemKind::MissingSpace);
        if let (true, Some(finding)) = (is_one_guide, self.findings.last_mut()) {
            finding.fix = None;
            finding.help =
                Some(format!("{}；同一份指南的各行前面不要写“-”", finding.help.take().unwrap_or_default()));
        }
    }

    /// Reports a list whose items are the lines of one guide.
    fn add_lines(&mut self, content: &Content<'_>) {
        let items = content.node.items().take(MOST_MISREAD);
        let spans = items.filter_map(|item| Some(item.entries().next()?.key.span())).collect();
        let which = if content.path.is_empty() {
            "这份指南".to_owned()
        } else {
            format!("“{}”", content.path)
        };
        let message = format!("{which}的每一行前面都有“-”，成了一个列表，整份指南没有检查");
        let help = "同一份指南的各行前面不要写“-”；“-”只写在材料、条件等的每一项前面";
        self.findings.push(Finding {
            path: content.path.clone(),
            ..finding(ProblemKind::Unrecognized, message, help.into(), spans)
        });
        self.is_lost = true;
    }

    /// Lines of a block that were meant as the entries of a guide.
    fn guide(&self, block: Range<usize>, is_document: bool) -> Option<Misread> {
        Misread::of(self.source.text(), block, is_document, self.labels, ElementId::GUIDE)
    }

    /// Numbers of the YAML problems in a block.
    fn problems_in(&self, block: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
        let problems = &self.stream.problems;
        let first = problems.partition_point(|problem| problem.span.range().start < block.start);
        let end = problems.partition_point(|problem| problem.span.range().start <= block.end);
        first..end
    }

    /// Reports lines because of which a guide was not checked.
    fn add_lost(&mut self, misread: &[Misread], kind: ProblemKind) {
        let is_list = misread.iter().any(|one| one.lookalike.is_list());
        let what = if is_list { "这些指南都没有检查" } else { "整份指南没有检查" };
        let finding = self.told(misread, kind, |lines, how| format!("{lines}{how}，{what}"));
        self.findings.push(finding);
        self.is_lost = true;
    }

    /// A finding about lines that were meant as entries.
    fn told(
        &mut self,
        misread: &[Misread],
        kind: ProblemKind,
        message: impl Fn(&str, &str) -> String,
    ) -> Finding {
        let text = self.source.text();
        let spans: Vec<Span> = misread.iter().flat_map(Misread::marks).collect();
        let fix = misread::fix(text, misread, self.labels);
        self.note_problems(misread, &spans, fix.is_some());
        let Words { how, example } = Words::of(text, misread);
        let is_cut = misread.iter().any(|one| one.lookalike.is_cut);
        let cut = if is_cut { "（后面的行没有列出）" } else { "" };
        let message = message(&format!("{}{cut}", misread::numbers(self.source, &spans)), how);
        let help = format!("写成“{example}”的样子：英文冒号，后面空一格");
        Finding { fix, ..finding(kind, message, help, spans) }
    }

    /// Records which YAML problems need no report of their own: those at the marks and, if the fix makes
    /// the block readable, all syntax problems in it.
    fn note_problems(&mut self, misread: &[Misread], spans: &[Span], is_mended: bool) {
        for Misread { block, .. } in misread {
            for at in self.problems_in(block) {
                let problem = &self.stream.problems[at];
                let is_of_reading = matches!(problem.kind, ProblemKind::Syntax | ProblemKind::MissingSpace);
                self.is_told[at] |= is_of_reading && is_mended || spans.binary_search(&problem.span).is_ok();
            }
        }
    }

    /// Reports a text, or keys, that people would take for a guide.
    fn add_text(&mut self, content: &Content<'_>) {
        let mut entries = content.node.entries();
        let node = match (content.node.text(), entries.next(), entries.next()) {
            (Some(_), ..) => Some(content.node),
            (None, Some(only), None) if only.value.text().is_some() => Some(only.value),
            _ => None,
        };
        let keys = || content.node.entries().take(MOST_MISREAD).map(|entry| entry.key.span()).collect();
        let mut spans: Vec<Span> = node.map_or_else(keys, |node| names_in(node, self.labels));
        spans.sort_unstable();
        spans.dedup_by(|next, kept| next.start < kept.end);
        if spans.is_empty() {
            spans.push(content.node.span());
        }
        let which = self.which(content);
        let message = format!("{which}像是办事指南，但没有写成“名称: 值”，整份没有检查");
        let help = "每个要素另起一行，写成“名称: 值”的样子：英文冒号，后面空一格，外面不加引号、括号或“|”";
        self.findings.push(Finding {
            path: content.path.clone(),
            ..finding(ProblemKind::Unrecognized, message, help.into(), spans)
        });
        self.is_lost = true;
    }

    /// Reports documents and items that are not guides.
    fn look_at_strangers(&mut self, contents: &Contents<'_>) {
        let is_stranger = |content: &&Content<'_>| {
            !matches!(content.what, What::Guide | What::Lookalike) && !self.is_broken(content.node)
        };
        let found: Vec<Finding> =
            contents.found.iter().filter(is_stranger).map(|content| self.stranger(content)).collect();
        self.is_lost |= !found.is_empty();
        self.findings.extend(found);
    }

    fn stranger(&self, content: &Content<'_>) -> Finding {
        let vocabulary = self.labels.vocabulary;
        let matter = vocabulary.with_role(Role::Matter).map_or("", |element| vocabulary.name(element));
        let message = format!("{}不是办事指南，没有检查：没有认出任何要素", self.which(content));
        let help = format!("是办事指南的，请写明“{matter}”等要素；不是的，请移到别的文件");
        let node = content.node;
        let first =
            node.entries().next().filter(|_| node.kind() == Kind::Mapping).map(|entry| entry.key.span());
        let place = first.unwrap_or_else(|| self.first_line(node.span()));
        Finding {
            about: node.span(),
            path: content.path.clone(),
            ..finding(ProblemKind::Unrecognized, message, help, vec![place])
        }
    }

    /// What messages call a document or an item.
    fn which(&self, content: &Content<'_>) -> String {
        let number = content.path.rsplit_once('[').and_then(|(_, number)| number.strip_suffix(']'));
        match number {
            Some(number) => format!("列表第 {number} 项"),
            None if self.stream.documents().nth(1).is_none() => "这份文件".to_owned(),
            None => "这份文档".to_owned(),
        }
    }

    /// A span, cut at the end of its first line.
    fn first_line(&self, span: Span) -> Span {
        let text = self.source.slice(span);
        let length = text.find(['\r', '\n']).unwrap_or(text.len());
        Span::new(span.range().start, span.range().start + length)
    }
}

/// A finding at several locations.
fn finding(kind: ProblemKind, message: String, help: String, spans: Vec<Span>) -> Finding {
    let span = spans.first().copied().unwrap_or_default();
    let mut finding = yaml_finding(Problem { kind, span, message, help: Some(help), related: None });
    finding.spans = spans;
    finding.about = finding.extent();
    finding
}

/// The bytes of the document that contains a node, if any.
fn document_of(node: Node<'_>, documents: &[Range<usize>]) -> Option<Range<usize>> {
    let at = node.span().range().start;
    let document = documents.get(documents.partition_point(|block| block.end <= at));
    document.filter(|block| block.start <= at).cloned()
}
