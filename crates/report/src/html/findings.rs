//! Every finding with its excerpt and clause, in one collapsible section per file, and the filter.
//!
//! A page with tens of thousands of excerpts opens slowly, so their number is limited; the most severe come
//! first. Further findings take one line each, and beyond a second limit are only counted, as the page says.

use std::fmt::Display;
use std::io;

use maud::{Markup, html};

use super::tables::{matter, office};
use super::tally::{Tally, guides_of, rank};
use super::{MOST_ROWS, Seen, badge, left_out};
use crate::excerpt::{Block, excerpt};
use crate::group::Group;
use crate::points::Points;
use crate::wording;
use guidelint_core::finding::{Finding, Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_messages::Language;

/// The number of findings to show with an excerpt.
const MOST_DRAWN: usize = 10_000;

/// The number of findings to show at all.
const MOST_TOLD: usize = 50_000;

/// Up to this number of findings, all sections are open at first.
const MOST_OPEN: usize = 200;

/// The width of an excerpt, in cells.
const WIDTH: usize = 100;

/// The most severe first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Advice];

/// Writes the section, one file at a time.
pub(super) fn write(
    add: &mut impl FnMut(Markup) -> io::Result<()>,
    run: &Run,
    tally: &Tally<'_>,
    language: Language,
) -> io::Result<()> {
    let messages = language.html();
    let all: usize = tally.all.findings.iter().sum();
    let mut room = Room::of(tally);
    add(html! {
        (maud::PreEscaped("<section id=\"findings\">\n"))
        h2 { (messages.findings()) }
        (controls(tally, language))
        p #shown role="status" { (messages.findings_count(all)) }
        (room.limits(tally, language))
    })?;
    let (told, silent): (Vec<_>, Vec<_>) =
        run.files.iter().partition(|file| !file.findings.is_empty() || !file.suppressed.is_empty());
    for file in told {
        add(fold(file, tally, &mut room, all <= MOST_OPEN, language))?;
    }
    let silent: Vec<_> = silent.into_iter().filter(|file| file.status == Status::Checked).collect();
    add(html! {
        @if !silent.is_empty() {
            details #silent {
                summary { (messages.clean_files(silent.len())) }
                ul { @for file in silent.iter().take(MOST_ROWS) {
                    li { code { (Seen(file.source.path())) } " " span.about { (about(file, tally, language)) } }
                } }
                (left_out(silent.len(), MOST_ROWS, |count| messages.files_left_out(count)))
            }
        }
        (maud::PreEscaped("</section>\n"))
    })
}

/// How many more findings can be shown with an excerpt or in a line, by severity.
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

    /// A note on what was left out, if anything.
    fn limits(&self, tally: &Tally<'_>, language: Language) -> Markup {
        let messages = language.html();
        let missing = |room: &[usize; 3]| -> usize {
            tally.all.findings.iter().zip(room).map(|(count, room)| count - room).sum()
        };
        let (undrawn, untold) = (missing(&self.drawn), missing(&self.told));
        let aside = tally.all.aside.saturating_sub(self.aside);
        html! {
            @if undrawn > 0 {
                p.left-out { (messages.too_many_findings(MOST_DRAWN, undrawn - untold, untold)) }
            }
            @if aside > 0 { p.left-out { (messages.all_not_counted_left_out(aside)) } }
        }
    }
}

/// The filter form, with the texts of the script; hidden until the script runs.
fn controls(tally: &Tally<'_>, language: Language) -> Markup {
    let (messages, common) = (language.html(), language.common());
    // The script fills in its numbers.
    let (findings, files) = ("{findings}", "{files}");
    let aside: Option<&dyn Display> = Some(&"{aside}");
    let choice = |key: &str, label: &str, names: &mut dyn Iterator<Item = &str>| {
        html! {
            label { (label)
                select name=(key) {
                    option value="" { (messages.all()) }
                    @for name in names { option value=(Seen(name)) { (Seen(name)) } }
                }
            }
        }
    };
    let choose = |value: &str, label: &str| {
        html! { label.check { input type="checkbox" name="severity" value=(value) checked; (label) } }
    };
    html! {
        form #filter hidden aria-label=(messages.filter())
            data-only=(messages.only_these())
            data-whole=(messages.shown(&findings, None, &files))
            data-whole-aside=(messages.shown(&findings, aside, &files))
            data-filtered=(messages.shown_of_filter(&findings, None, &files))
            data-filtered-aside=(messages.shown_of_filter(&findings, aside, &files)) {
            label.search { (messages.search())
                input type="search" name="q" placeholder=(messages.search_hint()) autocomplete="off" spellcheck="false";
            }
            (choice("office", messages.office(), &mut tally.offices.iter().map(|row| office(row, language))))
            (choice("matter", messages.matter(), &mut tally.matters.iter().map(|row| matter(row, language))))
            (choice("rule", common.rule(), &mut tally.rules.iter().map(|row| row.rule.id.as_str())))
            fieldset {
                legend { (messages.severities()) }
                @for one in SEVERITIES { (choose(severity(one), common.severity(one.into()))) }
                (choose("aside", messages.not_counted()))
            }
            div.buttons {
                button type="button" data-act="open" { (messages.open_all()) }
                button type="button" data-act="close" { (messages.close_all()) }
                button type="reset" { (messages.clear_filter()) }
            }
        }
    }
}

/// A file with all its findings.
fn fold(file: &FileReport, tally: &Tally<'_>, room: &mut Room, is_open: bool, language: Language) -> Markup {
    let (messages, common) = (language.html(), language.common());
    let points = Points::of(file);
    let count = |one| file.findings.iter().filter(|finding| finding.severity == one).count();
    // For a file with one guide, the section has its office and matter; otherwise each finding has them.
    let whose = if let [guide] = &*file.guides {
        Some((tally.office(guide).to_string(), tally.matter(guide).to_string()))
    } else {
        None
    };
    let mut counted = 0;
    let places: Vec<_> = Group::all(&file.findings)
        .map(|group| place(file, &points, &group, tally, room, &mut counted, language))
        .collect();
    let asides = file.suppressed.len().min(room.aside);
    room.aside -= asides;
    html! {
        details.file open[is_open] data-o=[whose.as_ref().map(|(office, _)| office)] data-m=[whose.as_ref().map(|(_, matter)| matter)] {
            summary {
                h3 { (Seen(file.source.path())) }
                span.about { (about(file, tally, language)) }
                span.badges {
                    @for one in SEVERITIES { (badge(class(one), common.severity(one.into()), count(one))) }
                    (badge("", messages.not_counted(), file.suppressed.len()))
                }
            }
            @for place in places { (place) }
            @if counted > 0 { p.left-out { (messages.findings_left_out(counted)) } }
            @if asides > 0 {
                details.asides {
                    summary { (messages.not_counted_here(file.suppressed.len())) }
                    ul { @for one in &file.suppressed[..asides] { (aside(file, &points, one, tally, language)) } }
                    (left_out(file.suppressed.len(), asides, |count| messages.not_counted_left_out(count)))
                }
            }
        }
        "\n"
    }
}

/// The matters and offices of the guides of a file.
fn about(file: &FileReport, tally: &Tally<'_>, language: Language) -> Markup {
    match &*file.guides {
        [] => html! {},
        [guide] => html! {
            (Seen(matter(&tally.matters[tally.matter(guide)], language))) " · "
            (Seen(office(&tally.offices[tally.office(guide)], language)))
        },
        guides => html! { (language.html().guides_here(guides.len())) },
    }
}

/// Findings at one location, with the lines around it.
fn place(
    file: &FileReport,
    points: &Points,
    group: &Group<'_>,
    tally: &Tally<'_>,
    room: &mut Room,
    counted: &mut usize,
    language: Language,
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
            @if is_drawn { (drawing(file, points, group, language)) }
            @for (finding, shown) in &shown {
                @if *shown != Shown::Counted { (article(file, points, finding, tally, *shown == Shown::Drawn, language)) }
            }
        }
    }
}

fn drawing(file: &FileReport, points: &Points, group: &Group<'_>, language: Language) -> Markup {
    let extent = || wording::labelled(language.common().extent(), &group.range(points, language), language);
    let places = group.places();
    let excerpt = excerpt(&file.source, points, &places, WIDTH);
    html! {
        @for block in &excerpt.blocks { pre { (lines(block)) } }
        @if !excerpt.complete { p.range { (extent()) } }
    }
}

/// The lines of a block, with their numbers and marks.
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
    language: Language,
) -> Markup {
    let common = language.common();
    let at = points.at(finding.extent().start);
    let (offices, matters) = whose(file, finding, tally);
    let class = class(finding.severity);
    html! {
        article data-s=(severity(finding.severity)) data-r=(tally.rule(finding)) data-o=[offices] data-m=[matters] {
            h4 { span.badge.(class) { (common.severity(finding.severity.into())) } " " (Seen(&finding.message)) }
            dl {
                @if is_drawn {
                    @for (label, text) in wording::parts(finding, points, language) { dt { (label) } dd { (text) } }
                }
                dt { (common.rule()) } dd { code { (Seen(&finding.rule.id)) } @if is_drawn { " " (Seen(&finding.rule.title)) } }
                dt { (common.place()) } dd {
                    (common.position(at.line, at.column))
                    @if !finding.path.is_empty() { (common.between_clauses()) (wording::place(&finding.path, language)) }
                    @if file.guides.len() > 1 { (of_guides(file, finding, tally, language)) }
                }
            }
        }
    }
}

/// A finding that does not count: one line with the reason.
fn aside(
    file: &FileReport,
    points: &Points,
    Suppressed { finding, reason }: &Suppressed,
    tally: &Tally<'_>,
    language: Language,
) -> Markup {
    let common = language.common();
    let at = points.at(finding.extent().start);
    let (offices, matters) = whose(file, finding, tally);
    html! {
        li data-s="aside" data-r=(tally.rule(finding)) data-o=[offices] data-m=[matters] {
            span.badge { (wording::aside_word(reason, language)) }
            " " (common.position(at.line, at.column)) (common.colon()) (Seen(&finding.message))
            " " code { (Seen(&finding.rule.id)) } " " span.about { (wording::aside(reason, language)) }
        }
    }
}

/// Which of several guides of a file a finding belongs to.
fn of_guides(file: &FileReport, finding: &Finding, tally: &Tally<'_>, language: Language) -> Markup {
    let (messages, common) = (language.html(), language.common());
    let names = guides_of(file, finding).map(|number| {
        let guide = &file.guides[number];
        messages.guide_number(number + 1, matter(&tally.matters[tally.matter(guide)], language))
    });
    let names: Vec<_> = names.take(5).collect();
    html! { @if !names.is_empty() { (common.between_clauses()) (Seen(&names.join(common.between_items()))) } }
}

/// The rows of the offices and matters of a finding, if its file has several guides.
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
