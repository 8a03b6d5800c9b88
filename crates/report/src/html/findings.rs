//! Every finding with its excerpt and clause, in one fold a file, and what the page lets choose from.
//!
//! A page of tens of thousands of excerpts opens slowly, so only so many are drawn, the gravest first;
//! of others there is a line, and of more than anybody reads only the number. The page says so.

use std::io;

use maud::{Markup, html};

use super::tables::{matter, office};
use super::tally::{Tally, guides_of, rank};
use super::{MOST_ROWS, Seen, left_out};
use crate::excerpt::{Block, excerpt};
use crate::group::Group;
use crate::points::Points;
use crate::wording;
use guidelint_core::finding::{Finding, Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run, Status};

/// Findings that are drawn.
const MOST_DRAWN: usize = 10_000;

/// Findings that are told at all.
const MOST_TOLD: usize = 50_000;

/// Findings up to which all folds are open at first.
const MOST_OPEN: usize = 200;

/// Cells of a line of an excerpt.
const WIDTH: usize = 100;

/// Writes the section, a file at a time.
pub(super) fn write(
    add: &mut impl FnMut(Markup) -> io::Result<()>,
    run: &Run,
    tally: &Tally<'_>,
) -> io::Result<()> {
    let all: usize = tally.all.findings.iter().sum();
    let mut room = Room::of(tally);
    add(html! {
        (maud::PreEscaped("<section id=\"findings\">\n"))
        h2 { "问题" }
        (controls(tally))
        p #shown role="status" { "共 " (all) " 个问题。" }
        (room.limits(tally))
    })?;
    let (told, silent): (Vec<_>, Vec<_>) =
        run.files.iter().partition(|file| !file.findings.is_empty() || !file.suppressed.is_empty());
    for file in told {
        add(fold(file, tally, &mut room, all <= MOST_OPEN))?;
    }
    let silent: Vec<_> = silent.into_iter().filter(|file| file.status == Status::Checked).collect();
    add(html! {
        @if !silent.is_empty() {
            details #silent {
                summary { "规则没有发现问题的文件 " (silent.len()) " 个" }
                ul { @for file in silent.iter().take(MOST_ROWS) {
                    li { code { (Seen(file.source.path())) } " " span.about { (about(file, tally)) } }
                } }
                (left_out(silent.len(), MOST_ROWS, "个文件"))
            }
        }
        (maud::PreEscaped("</section>\n"))
    })
}

/// How many findings there is still room for, drawn or told, by severity.
struct Room {
    drawn: [usize; 3],
    told: [usize; 3],
    aside: usize,
}

/// How a finding is shown.
#[derive(PartialEq)]
enum Shown {
    Drawn,
    Told,
    Counted,
}

impl Room {
    fn of(tally: &Tally<'_>) -> Self {
        let share = |most: usize| {
            let mut left = most;
            tally.all.findings.map(|count| {
                let own = count.min(left);
                left -= own;
                own
            })
        };
        Self { drawn: share(MOST_DRAWN), told: share(MOST_TOLD), aside: MOST_TOLD }
    }

    fn take(&mut self, severity: Severity) -> Shown {
        let rank = rank(severity);
        let has = |room: &mut [usize; 3]| {
            let has = room[rank] > 0;
            room[rank] -= usize::from(has);
            has
        };
        match (has(&mut self.told), has(&mut self.drawn)) {
            (true, true) => Shown::Drawn,
            (true, false) => Shown::Told,
            (false, _) => Shown::Counted,
        }
    }

    /// What is left out, where it is.
    fn limits(&self, tally: &Tally<'_>) -> Markup {
        let missing = |room: &[usize; 3]| -> usize {
            tally.all.findings.iter().zip(room).map(|(count, room)| count - room).sum()
        };
        let (undrawn, untold) = (missing(&self.drawn), missing(&self.told));
        let aside = tally.all.aside.saturating_sub(self.aside);
        html! {
            @if undrawn > 0 {
                p.left-out {
                    "问题太多：按从重到轻，前 " (MOST_DRAWN) " 个附原文和依据，"
                    (undrawn - untold) " 个只列一行"
                    @if untold > 0 { "，还有 " (untold) " 个没有列出" }
                    "。全部问题见 --format human 或 --format jsonl。"
                }
            }
            @if aside > 0 { p.left-out { "不计入结果的问题还有 " (aside) " 个没有列出。" } }
        }
    }
}

/// What to choose from; hidden until the script runs.
fn controls(tally: &Tally<'_>) -> Markup {
    let choice = |key: &str, label: &str, names: &mut dyn Iterator<Item = &str>| {
        html! {
            label { (label)
                select name=(key) {
                    option value="" { "全部" }
                    @for name in names { option value=(Seen(name)) { (Seen(name)) } }
                }
            }
        }
    };
    let severity = |value: &str, label: &str| {
        html! { label.check { input type="checkbox" name="severity" value=(value) checked; (label) } }
    };
    html! {
        form #filter hidden aria-label="筛选问题" {
            label.search { "查找"
                input type="search" name="q" placeholder="文件、字句、规则……" autocomplete="off" spellcheck="false";
            }
            (choice("office", "实施主体", &mut tally.offices.iter().map(office)))
            (choice("matter", "事项", &mut tally.matters.iter().map(matter)))
            (choice("rule", "规则", &mut tally.rules.iter().map(|row| row.rule.id.as_str())))
            fieldset {
                legend { "级别" }
                (severity("error", "错误")) (severity("warning", "警告")) (severity("advice", "建议"))
                (severity("aside", "不计入"))
            }
            div.buttons {
                button type="button" data-act="open" { "全部展开" }
                button type="button" data-act="close" { "全部收起" }
                button type="reset" { "清除筛选" }
            }
        }
    }
}

/// A file with all that was found in it.
fn fold(file: &FileReport, tally: &Tally<'_>, room: &mut Room, is_open: bool) -> Markup {
    let points = Points::of(file);
    let [errors, warnings, advice] = [Severity::Error, Severity::Warning, Severity::Advice]
        .map(|one| file.findings.iter().filter(|finding| finding.severity == one).count());
    // Of a file with one guide the fold says whose it is, of others each finding.
    let whose = if let [guide] = &*file.guides {
        Some((tally.office(guide).to_string(), tally.matter(guide).to_string()))
    } else {
        None
    };
    let badge = |class: &str, word: &str, count: usize| html! { @if count > 0 { span.badge.(class) { (word) " " (count) } } };
    let mut counted = 0;
    let places: Vec<_> = Group::all(&file.findings)
        .map(|group| place(file, &points, &group, tally, room, &mut counted))
        .collect();
    let asides = file.suppressed.len().min(room.aside);
    room.aside -= asides;
    html! {
        details.file open[is_open] data-o=[whose.as_ref().map(|(office, _)| office)] data-m=[whose.as_ref().map(|(_, matter)| matter)] {
            summary {
                h3 { (Seen(file.source.path())) }
                span.about { (about(file, tally)) }
                span.badges {
                    (badge("e", "错误", errors)) (badge("w", "警告", warnings)) (badge("a", "建议", advice))
                    (badge("", "不计入", file.suppressed.len()))
                }
            }
            @for place in places { (place) }
            @if counted > 0 { p.left-out { "这个文件还有 " (counted) " 个问题没有列出。" } }
            @if asides > 0 {
                details.asides {
                    summary { "不计入结果的 " (file.suppressed.len()) " 个" }
                    ul { @for one in &file.suppressed[..asides] { (aside(file, &points, one, tally)) } }
                    (left_out(file.suppressed.len(), asides, "个"))
                }
            }
        }
        "\n"
    }
}

/// What the guides of a file are about, and whose they are.
fn about(file: &FileReport, tally: &Tally<'_>) -> Markup {
    match &*file.guides {
        [] => html! {},
        [guide] => html! {
            (Seen(matter(&tally.matters[tally.matter(guide)]))) " · " (Seen(office(&tally.offices[tally.office(guide)])))
        },
        guides => html! { (guides.len()) " 份指南" },
    }
}

/// Findings at one place with the lines around it.
fn place(
    file: &FileReport,
    points: &Points,
    group: &Group<'_>,
    tally: &Tally<'_>,
    room: &mut Room,
    counted: &mut usize,
) -> Markup {
    let shown: Vec<_> =
        group.findings().iter().map(|finding| (*finding, room.take(finding.severity))).collect();
    *counted += shown.iter().filter(|(_, shown)| *shown == Shown::Counted).count();
    let is_drawn = shown.iter().any(|(_, shown)| *shown == Shown::Drawn);
    if shown.iter().all(|(_, shown)| *shown == Shown::Counted) {
        return html! {};
    }
    let class = class(group.severity());
    html! {
        div.place.(class) {
            @if is_drawn { (drawing(file, points, group)) }
            @for (finding, shown) in &shown {
                @if *shown != Shown::Counted { (article(file, points, finding, tally, *shown == Shown::Drawn)) }
            }
        }
    }
}

fn drawing(file: &FileReport, points: &Points, group: &Group<'_>) -> Markup {
    let places = group.places();
    let excerpt = excerpt(&file.source, points, &places, WIDTH);
    html! {
        @for block in &excerpt.blocks { pre { (lines(block)) } }
        @if !excerpt.complete { p.range { "范围：" (group.range(points)) } }
    }
}

/// The lines of a block, each with its number, and what is marked in them.
fn lines(block: &Block<'_>) -> Markup {
    let mut start = 0;
    let lines = block.text.split_inclusive('\n').zip(block.lines.clone()).map(|(line, number)| {
        let range = start..start + line.len();
        start = range.end;
        let marks = block.marks.iter().filter(|mark| range.contains(&mark.range.start));
        let mut at = range.start;
        let parts: Vec<_> = marks
            .map(|mark| {
                let before = &block.text[at..mark.range.start];
                at = mark.range.end;
                (before, &block.text[mark.range.clone()], mark.own)
            })
            .collect();
        (number, parts, &block.text[at..range.end])
    });
    html! {
        @for (number, parts, rest) in lines {
            code data-n=(number) {
                @for (before, marked, own) in parts {
                    (before)
                    mark class=[mark_class(own, marked)] { (marked) }
                }
                (rest)
            }
        }
    }
}

fn mark_class(own: bool, marked: &str) -> Option<&'static str> {
    match (own, marked.is_empty()) {
        (true, false) => None,
        (true, true) => Some("empty"),
        (false, false) => Some("rel"),
        (false, true) => Some("rel empty"),
    }
}

fn article(
    file: &FileReport,
    points: &Points,
    finding: &Finding,
    tally: &Tally<'_>,
    is_drawn: bool,
) -> Markup {
    let at = points.at(finding.extent().start);
    let (offices, matters) = whose(file, finding, tally);
    let class = class(finding.severity);
    html! {
        article data-s=(severity(finding.severity)) data-r=(tally.rule(finding)) data-o=[offices] data-m=[matters] {
            h4 { span.badge.(class) { (finding.severity.word()) } " " (Seen(&finding.message)) }
            dl {
                @if is_drawn {
                    @for (label, text) in wording::labelled(finding, points) { dt { (label) } dd { (text) } }
                }
                dt { "规则" } dd { code { (Seen(&finding.rule.id)) } @if is_drawn { " " (Seen(&finding.rule.title)) } }
                dt { "位置" } dd {
                    "第 " (at.line) " 行第 " (at.column) " 字"
                    @if !finding.path.is_empty() { "，" (wording::place(&finding.path)) }
                    @if file.guides.len() > 1 { (of_guides(file, finding, tally)) }
                }
            }
        }
    }
}

/// What does not count: a line with the reason.
fn aside(
    file: &FileReport,
    points: &Points,
    Suppressed { finding, reason }: &Suppressed,
    tally: &Tally<'_>,
) -> Markup {
    let at = points.at(finding.extent().start);
    let (offices, matters) = whose(file, finding, tally);
    html! {
        li data-s="aside" data-r=(tally.rule(finding)) data-o=[offices] data-m=[matters] {
            span.badge { (wording::aside_word(reason)) } " 第 " (at.line) " 行第 " (at.column) " 字：" (Seen(&finding.message))
            " " code { (Seen(&finding.rule.id)) } " " span.about { (wording::aside(reason)) }
        }
    }
}

/// Which of several guides of a file a finding is about.
fn of_guides(file: &FileReport, finding: &Finding, tally: &Tally<'_>) -> Markup {
    let names = guides_of(file, finding).map(|number| {
        let guide = &file.guides[number];
        format!("第 {} 份：{}", number + 1, matter(&tally.matters[tally.matter(guide)]))
    });
    let names: Vec<_> = names.take(5).collect();
    html! { @if !names.is_empty() { "，" (Seen(&names.join("、"))) } }
}

/// The rows of the offices and matters of a finding, where its file has several guides.
fn whose(file: &FileReport, finding: &Finding, tally: &Tally<'_>) -> (Option<String>, Option<String>) {
    if file.guides.len() == 1 {
        return (None, None);
    }
    let numbers = |number: &dyn Fn(usize) -> usize| {
        let mut numbers: Vec<_> = guides_of(file, finding).map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let numbers: Vec<_> = numbers.iter().map(usize::to_string).collect();
        (!numbers.is_empty()).then(|| numbers.join(" "))
    };
    (
        numbers(&|number| tally.office(&file.guides[number])),
        numbers(&|number| tally.matter(&file.guides[number])),
    )
}

/// The name of a severity in addresses.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

fn class(of: Severity) -> &'static str {
    &severity(of)[..1]
}
