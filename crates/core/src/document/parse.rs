//! Builds the tree from YAML events: the only module that knows the YAML parser crate.
//!
//! Events come in the order of the file, so the tree is built in one pass with a stack of open collections.
//! The stack is at most as deep as the nesting limit, and aliases are never expanded: time and memory are
//! linear in the input, whatever it contains.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Extent, StrInput, StructureStyle,
};

use super::scalar::Traces;
use super::{Data, Kind, MOST_PROBLEMS, NONE, Problem, ProblemKind, Stream, Style};
use crate::text::Span;

mod hint;
mod syntax;

use syntax::Unfinished;

/// How deep flow collections may nest, and how deep block collections may. Guides need five levels; the limit
/// makes it safe to read the tree recursively.
const NESTING_LIMIT: usize = 64;

/// Up to this many keys are compared pairwise; in larger mappings they are looked up.
const FEW_KEYS: usize = 16;

const BLANK: [char; 2] = [' ', '\t'];
const BLANK_OR_BREAK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Reads all documents of a YAML text.
pub fn parse(source: &str) -> Stream<'_> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: 1_000_000,
        flow_nesting_limit: NESTING_LIMIT,
        block_nesting_limit: NESTING_LIMIT,
    };
    let mut parser = Parser::new_from_str_with_options(source, options);
    let mut builder = Builder::new(source);
    builder.read(&mut parser);
    builder.finish()
}

/// A tree that is being built.
struct Builder<'s> {
    stream: Stream<'s>,
    /// Collections that have not ended yet, outermost first.
    open: Vec<Open>,
    /// Number of nodes before the current document.
    document_start: usize,
    /// Node of every anchor; the parser numbers anchors from 1 throughout the file.
    anchors: Vec<u32>,
}

/// A collection that has not ended yet.
struct Open {
    id: u32,
    /// Its last child so far, or [`NONE`].
    last_child: u32,
    style: StructureStyle,
}

/// The keys of a mapping, each with its first span.
#[derive(Default)]
struct KnownKeys<'n> {
    few: Vec<(&'n str, Span)>,
    many: HashMap<&'n str, Span>,
}

impl<'n> KnownKeys<'n> {
    /// The first span of a key; if the key is new, records it and returns `None`.
    fn first(&mut self, key: &'n str, span: Span) -> Option<Span> {
        if self.few.len() < FEW_KEYS {
            let first = self.few.iter().find(|(known, _)| *known == key).map(|&(_, span)| span);
            if first.is_none() {
                self.few.push((key, span));
            }
            return first;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().copied());
        }
        match self.many.entry(key) {
            Slot::Occupied(first) => Some(*first.get()),
            Slot::Vacant(slot) => {
                slot.insert(span);
                None
            }
        }
    }
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        // In guides, a node takes about twenty bytes of text.
        let nodes = Vec::with_capacity(source.len() / 24);
        let stream = Stream {
            source,
            nodes,
            documents: vec![],
            comments: vec![],
            problems: vec![],
            traces: Traces::default(),
        };
        Self { stream, open: vec![], document_start: 0, anchors: vec![] }
    }

    /// Reads all events; after an error, continues with the next document.
    fn read(&mut self, parser: &mut Parser<'s, StrInput<'s>>) {
        loop {
            match parser.next_event() {
                None => return,
                Some(Ok((event, extent))) => self.event(event, extent),
                Some(Err(error)) => {
                    let unfinished = self.abandon_document();
                    let problem = syntax::problem(self.stream.source, &error, unfinished);
                    let problems = &mut self.stream.problems;
                    // A missing space may have been reported before it led to the error.
                    problems.pop_if(|known| known.span == problem.span);
                    problems.push(problem);
                    let enough = problems.len() >= MOST_PROBLEMS;
                    if enough || !matches!(parser.proceed_next_document(), Ok(true)) {
                        return;
                    }
                }
            }
        }
    }

    fn event(&mut self, event: Event<'s>, extent: Extent) {
        let span = span_of(extent);
        match event {
            Event::DocumentEnd => self.document_start = self.stream.nodes.len(),
            Event::Scalar(value, style, anchor, _) => {
                let (kind, span) = self.scalar(style, &value, span);
                let text = if kind == Kind::Absent { Cow::Borrowed("") } else { value };
                if kind == Kind::Scalar(Style::Plain) {
                    // Only values of several joined lines are not borrowed from the source.
                    self.report_missing_space(matches!(text, Cow::Owned(_)), span);
                }
                let id = self.add(kind, span, extent);
                self.stream.nodes[id as usize].text = text;
                self.anchor(anchor, id);
            }
            Event::SequenceStart(style, anchor, _) => self.begin(Kind::Sequence, style, anchor, extent),
            Event::MappingStart(style, anchor, _) => self.begin(Kind::Mapping, style, anchor, extent),
            Event::SequenceEnd => {
                self.end(span);
            }
            Event::MappingEnd => {
                if let Some(id) = self.end(span) {
                    self.report_duplicate_keys(id);
                }
            }
            Event::Alias(anchor) => self.alias(anchor, span, extent),
            Event::UnresolvedAlias(name) => {
                self.add(Kind::BrokenAlias, span, extent);
                let message = format!("“*{name}”引用的“&{name}”在此之前没有出现");
                let help = "请检查名称；如果星号本身是内容，请把整个值放在英文单引号 ' 之间";
                self.report(ProblemKind::UnknownAnchor, span, message, help);
            }
            Event::Comment(..) => self.stream.comments.push(span),
            _ => {}
        }
    }

    /// Adds a node after its siblings, or as the root of a document.
    fn add(&mut self, kind: Kind, span: Span, extent: Extent) -> u32 {
        let in_flow = self.open.last().is_some_and(|open| open.style == StructureStyle::Flow);
        let nodes = &mut self.stream.nodes;
        let id = Span::new(nodes.len(), nodes.len()).start;
        match self.open.last_mut() {
            None => self.stream.documents.push(id),
            Some(parent) => {
                match parent.last_child {
                    NONE => nodes[parent.id as usize].first = id,
                    sibling => nodes[sibling as usize].next = id,
                }
                parent.last_child = id;
            }
        }
        let tag = extent.tag_span().map(span_of);
        nodes.push(Data { kind, span, text: Cow::Borrowed(""), tag, in_flow, first: NONE, next: NONE });
        id
    }

    fn begin(&mut self, kind: Kind, style: StructureStyle, anchor: usize, extent: Extent) {
        let id = self.add(kind, span_of(extent), extent);
        self.stream.nodes[id as usize].in_flow = style == StructureStyle::Flow;
        self.anchor(anchor, id);
        self.open.push(Open { id, last_child: NONE, style });
    }

    /// Ends the innermost collection. The parser reports the end of a block collection where the next token
    /// begins, so its extent is taken from its children.
    fn end(&mut self, span: Span) -> Option<u32> {
        let open = self.open.pop()?;
        let nodes = &mut self.stream.nodes;
        let first = nodes[open.id as usize].first;
        if open.style == StructureStyle::Block && first != NONE {
            nodes[open.id as usize].span = Span {
                start: nodes[first as usize].span.start,
                end: nodes[open.last_child as usize].span.end,
            };
        } else {
            let begun = &mut nodes[open.id as usize].span;
            begun.end = begun.end.max(span.end);
        }
        Some(open.id)
    }

    /// The kind of a scalar event, and its exact span.
    fn scalar(&self, style: ScalarStyle, value: &str, span: Span) -> (Kind, Span) {
        let style = match style {
            // An absent value is reported as a plain scalar of zero width.
            ScalarStyle::Plain if span.is_empty() => return (Kind::Absent, self.after_colon(span)),
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => return (Kind::Scalar(Style::Literal), self.block_scalar(value, span)),
            ScalarStyle::Folded => return (Kind::Scalar(Style::Folded), self.block_scalar(value, span)),
        };
        (Kind::Scalar(style), span)
    }

    /// The span of an absent value. The parser reports the end of the key; the value would be written after
    /// the colon.
    fn after_colon(&self, span: Span) -> Span {
        let source = self.stream.source;
        let at = span.range().end;
        let key = self.open.last().and_then(|open| self.stream.nodes.get(open.last_child as usize));
        let behind_key = key.and_then(|key| source.get(key.span.range().end..at));
        if behind_key.is_none_or(|between| !between.trim_matches(BLANK).is_empty()) {
            return span;
        }
        // A colon followed by text begins a plain scalar.
        match source[at..].trim_start_matches(BLANK).strip_prefix(':') {
            Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n', ',', ']', '}']) => {
                let behind = source.len() - rest.len();
                Span::new(behind, behind)
            }
            _ => span,
        }
    }

    /// The content of a block scalar without trailing blank lines; its header if there is no content.
    fn block_scalar(&self, value: &str, span: Span) -> Span {
        let source = self.stream.source;
        let content = source[span.range()].trim_end_matches(BLANK_OR_BREAK);
        let start = span.range().start;
        match (value.trim_matches('\n').is_empty(), content.is_empty()) {
            (false, false) => Span::new(start, start + content.len()),
            // At the end of a file the parser reports the header, with the comment after it.
            (true, false) => {
                let header = content.split(BLANK_OR_BREAK).next().unwrap_or_default();
                Span::new(start, start + header.len())
            }
            (_, true) => self.header_before(span.range().end),
        }
    }

    /// The header of a block scalar that is separated from `at` only by blank lines.
    fn header_before(&self, at: usize) -> Span {
        let before = self.stream.source[..at].trim_end_matches(BLANK_OR_BREAK);
        let line_start = before.rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let line = &before[line_start..];
        let comment = line.find(" #").or_else(|| line.find("\t#"));
        let line = comment.map_or(line, |at| &line[..at]).trim_end_matches(BLANK);
        let header = line.rfind(BLANK).map_or(0, |at| at + 1);
        Span::new(line_start + header, line_start + line.len())
    }

    /// Records that an anchor names a node; 0 means no anchor.
    fn anchor(&mut self, anchor: usize, id: u32) {
        if anchor > 0 {
            self.anchors.resize(self.anchors.len().max(anchor), NONE);
            self.anchors[anchor - 1] = id;
        }
    }

    fn alias(&mut self, anchor: usize, span: Span, extent: Extent) {
        let target = self.anchors.get(anchor.wrapping_sub(1)).copied().unwrap_or(NONE);
        if target == NONE || self.open.iter().any(|open| open.id == target) {
            self.add(Kind::BrokenAlias, span, extent);
            let name = &self.stream.source[span.range()];
            let message = format!("“{name}”引用了包含它自己的内容");
            self.report(ProblemKind::AliasCycle, span, message, "请改为直接写出内容");
        } else {
            let id = self.add(Kind::Alias, span, extent);
            self.stream.nodes[id as usize].first = target;
        }
    }

    /// Reports a plain scalar that was probably meant as a list or as a mapping.
    fn report_missing_space(&mut self, several_lines: bool, span: Span) {
        let source = self.stream.source;
        if self.open.last().is_some_and(|open| open.style == StructureStyle::Flow) {
            return;
        }
        if hint::is_list_without_spaces(source, span.range()) {
            let dash = Span { end: span.start + 1, ..span };
            self.report(ProblemKind::MissingSpace, dash, hint::DASH, hint::DASH_HELP);
            return;
        }
        // A single such line inside a document may be intended.
        if (several_lines || self.open.is_empty())
            && let Some(colon) = hint::entries_without_spaces(source, span.range())
        {
            self.report(ProblemKind::MissingSpace, colon, hint::COLON, hint::COLON_HELP);
        }
    }

    /// Reports every repeated key of a mapping. Merge keys may be repeated.
    fn report_duplicate_keys(&mut self, mapping: u32) {
        let nodes = &self.stream.nodes;
        let mut known = KnownKeys::default();
        let mut duplicates = Vec::new();
        let room = MOST_PROBLEMS.saturating_sub(self.stream.problems.len());
        let mut next = nodes[mapping as usize].first;
        while let Some(key) = nodes.get(next as usize).filter(|_| duplicates.len() < room) {
            next = nodes.get(key.next as usize).map_or(NONE, |value| value.next);
            let is_merge = key.kind == Kind::Scalar(Style::Plain) && key.text == "<<";
            if is_merge || !matches!(key.kind, Kind::Scalar(_)) {
                continue;
            }
            // The same dash without a space on several keys is one mistake, which was already reported.
            if let Some(first) = known.first(&key.text, key.span)
                && !hint::is_list_without_spaces(self.stream.source, key.span.range())
            {
                duplicates.push((first, key.span, format!("“{}”重复出现", key.text)));
            }
        }
        for (first, span, message) in duplicates {
            self.report(
                ProblemKind::DuplicateKey,
                span,
                message,
                "同一层中每个名称只能写一次，请合并或删去其中一处",
            );
            if let Some(problem) = self.stream.problems.last_mut() {
                problem.related = Some((first, "第一次写在这里".into()));
            }
        }
    }

    fn report(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>, help: &str) {
        if self.stream.problems.len() < MOST_PROBLEMS {
            let (message, help) = (message.into(), Some(help.into()));
            self.stream.problems.push(Problem { kind, span, message, help, related: None });
        }
    }

    /// Discards what was built of the current document. Returns how far it had been read.
    fn abandon_document(&mut self) -> Unfinished {
        let start = self.document_start;
        let last = self.stream.nodes.get(start..).and_then(<[_]>::last).map(|node| node.span);
        let bracket = self.open.iter().rfind(|open| open.style == StructureStyle::Flow);
        let bracket = bracket.map(|open| self.stream.nodes[open.id as usize].span);
        self.stream.nodes.truncate(start);
        while self.stream.documents.last().is_some_and(|&root| root as usize >= start) {
            self.stream.documents.pop();
        }
        self.open.clear();
        Unfinished { last, bracket }
    }

    fn finish(mut self) -> Stream<'s> {
        self.stream.problems.sort_by_key(|problem| problem.span);
        self.stream
    }
}

/// The parser was given a `str`, so every extent has byte offsets.
fn span_of(extent: Extent) -> Span {
    let bytes = extent.byte_range().unwrap_or_default();
    Span::new(bytes.start, bytes.end)
}
