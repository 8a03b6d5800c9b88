//! How far the packs check their sources, as one page: every source with its clauses and how much of them was
//! read, the rules that rest on each clause, and the examples that the rules are tested with.
//!
//! Sources, rules and examples are collapsed; the browser opens the target of a link. The script only
//! searches. Addresses: `#rule-pack/id`, `#clause-source-第六条`, `#source-id`, `#q=words`.

use std::io;

use maud::{Markup, PreEscaped, html};

use super::{Seen, badge, card, start};
use crate::coverage::{ClauseRow, Coverage, Covered, Examples, word};
use crate::visible;
use guidelint_core::finding::Severity;
use guidelint_core::lint::{self, BuiltinRule};
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{Counts, PackInfo, Rule};
use guidelint_messages::Language;

const STYLE: &str = concat!(include_str!("base.css"), include_str!("coverage.css"));
const SCRIPT: &str = include_str!("coverage.js");

/// How far clauses are checked, from full to not at all.
const CHECKED: [Checked; 4] = [Checked::Full, Checked::Partial, Checked::Human, Checked::Out];

/// Writes the page, one source at a time.
pub(crate) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    let language = coverage.language;
    let messages = language.coverage();
    let (sources, clauses, rules) =
        (coverage.sources.len(), coverage.counts().total(), coverage.ruleset.rules.len());
    let edition = |pack: &PackInfo| {
        let edition = format!("{} {}", visible::line(&pack.id), visible::line(&pack.version));
        language.common().remark(&edition)
    };
    let mut add = |part: Markup| out.write_all(part.into_string().as_bytes());
    add(html! {
        (start(language, messages.title(), STYLE, SCRIPT))
        a.skip href="#main" { (language.html().skip()) }
        header { div.inner {
            h1 { (messages.title()) }
            p.note { (messages.page_note(&coverage.as_of, sources, clauses, rules)) }
        } }
        nav aria-label=(language.html().contents()) { div.inner {
            a href="#totals" { (language.html().totals()) }
            a href="#sources" { (messages.sources()) }
            a href="#own" { (messages.builtin_rules()) }
        } }
        (PreEscaped("<main id=\"main\" class=\"inner\">\n"))
        (totals(coverage))
        (PreEscaped("<section id=\"sources\">\n"))
        h2 { (messages.sources()) }
        (controls(coverage))
        p #shown role="status" { (messages.shown(&sources, &clauses, &rules)) }
    })?;
    coverage.sources.iter().try_for_each(|source| add(fold(coverage, source)))?;
    add(html! {
        (PreEscaped("</section>\n"))
        (own(language))
        (PreEscaped("</main>\n"))
        footer { div.inner {
            @for pack in &coverage.ruleset.packs { span { (Seen(&pack.title)) (edition(pack)) " " } }
            p { "guidelint " (guidelint_core::VERSION) }
        } }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body>\n</html>\n"))
    })
}

fn totals(coverage: &Coverage<'_>) -> Markup {
    let Counts { full, partial, human, out } = coverage.counts();
    let examples = coverage.examples();
    let messages = coverage.language.coverage();
    let (sources, due) = (coverage.sources.len(), coverage.due());
    let (rules, all) = (coverage.ruleset.rules.len(), examples.all());
    let past = (coverage.past() > 0).then(|| messages.card_past(coverage.past()));
    let both = messages.card_examples_parts(examples.pass, examples.fail);
    html! {
        section #totals {
            h2 { (coverage.language.html().totals()) }
            ul.cards {
                (card("", sources, messages.card_sources(sources), past))
                (card("", due, messages.card_due(due), Some(messages.card_due_because().into())))
                (card("", full, messages.card_full(full), None))
                (card("", partial, messages.card_partial(partial), None))
                (card("", human, messages.card_human(human), None))
                (card("", out, messages.card_out(out), Some(messages.card_out_because().into())))
                (card("", rules, messages.card_rules(rules), None))
                (card("", all, messages.card_examples(all), Some(both)))
            }
        }
    }
}

/// The search form, with the texts of the script; hidden until the script runs.
fn controls(coverage: &Coverage<'_>) -> Markup {
    let mut kinds: Vec<&str> = Vec::new();
    for source in &coverage.sources {
        let kind = source.declared.kind.word();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let (messages, html) = (coverage.language.coverage(), coverage.language.html());
    // The script fills in its numbers.
    let (sources, clauses, rules) = ("{sources}", "{clauses}", "{rules}");
    html! {
        form #filter hidden aria-label=(html.search())
            data-whole=(messages.shown(&sources, &clauses, &rules))
            data-found=(messages.shown_of_search(&sources, &clauses, &rules)) {
            label.search { (html.search())
                input type="search" name="q" placeholder=(messages.search_hint()) autocomplete="off" spellcheck="false";
            }
            label { (messages.kind())
                select name="kind" {
                    option value="" { (html.all()) }
                    @for kind in kinds { option value=(kind) { (kind) } }
                }
            }
            label { (html.checked())
                select name="checked" {
                    option value="" { (html.all()) }
                    @for checked in CHECKED {
                        @let word = word(checked, coverage.language);
                        option value=(word) { (word) }
                    }
                }
            }
            div.buttons {
                button type="button" data-act="open" { (html.open_all()) }
                button type="button" data-act="close" { (html.close_all()) }
                button type="reset" { (messages.clear_search()) }
            }
        }
    }
}

/// An anchor in the page, without blanks.
fn anchor(kind: &str, name: &str) -> String {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join("_");
    format!("{kind}-{}", visible::line(&name))
}

/// A source: its facts, then its clauses.
fn fold(coverage: &Coverage<'_>, source: &Covered<'_>) -> Markup {
    let declared = source.declared;
    let Counts { full, partial, human, out } = source.counts;
    let language = coverage.language;
    let (messages, common) = (language.coverage(), language.common());
    html! {
        details.source #(anchor("source", &declared.id)) data-k=(declared.kind.word()) {
            summary {
                h3 { (Seen(&source.declared.title)) }
                span.about { (declared.kind.word()) (common.between_parts()) (source.text_status(language)) }
                span.badges {
                    @if source.is_past() { span.badge.e { (messages.past()) } }
                    @if source.is_coming() { span.badge.w { (messages.coming()) } }
                    @if source.due_for_review { span.badge.w { (messages.due()) } }
                    @for (checked, count) in CHECKED.into_iter().zip([full, partial, human, out]) {
                        (badge(class(checked), word(checked, language), count))
                    }
                }
            }
            div.facts { (facts(&coverage.facts(source))) }
            @for clause in &source.clauses { (article(coverage, source, clause)) }
        }
        "\n"
    }
}

/// Facts, each with a label.
fn facts(facts: &[(&str, String)]) -> Markup {
    html! { dl { @for (name, text) in facts { dt { (name) } dd { (Seen(text)) } } } }
}

fn article(coverage: &Coverage<'_>, source: &Covered<'_>, clause: &ClauseRow<'_>) -> Markup {
    let language = coverage.language;
    let (messages, common) = (language.coverage(), language.common());
    let place = clause.place(language);
    let class = class(clause.entry.checked);
    let name = if clause.entry.number.is_some() {
        format!("{}-{place}", source.declared.id)
    } else {
        source.declared.id.clone()
    };
    let address = anchor("clause", &name);
    html! {
        article.clause #(address) data-c=(clause.checked(language)) {
            div.own {
                h4 {
                    (Seen(&place)) @if let Some(verb) = clause.obligation() { (common.remark(verb)) } " "
                    span.badge.(class) { (clause.checked(language)) }
                    a href=(format!("#{address}")) title=(messages.link_to_clause()) aria-label=(messages.link_to_clause()) { "#" }
                }
                @if let Some(words) = &clause.entry.words { p.words { (common.quoted(&visible::line(words))) } }
                (facts(&clause.facts(language)))
            }
            @for rule in coverage.rules(clause) { (fold_of_rule(coverage, rule)) }
        }
    }
}

/// The class of the badge that shows how far a clause is checked.
fn class(checked: Checked) -> &'static str {
    match checked {
        Checked::Full => "full",
        Checked::Partial => "part",
        Checked::Human => "human",
        Checked::Out => "",
    }
}

fn severity_badge(severity: Severity, language: Language) -> Markup {
    let class = match severity {
        Severity::Error => "e",
        Severity::Warning => "w",
        Severity::Advice => "a",
    };
    html! { span.badge.(class) { (language.common().severity(severity.into())) } }
}

fn fold_of_rule(coverage: &Coverage<'_>, rule: &Rule) -> Markup {
    let address = anchor("rule", &rule.info.id);
    let language = coverage.language;
    let messages = language.coverage();
    let examples = Examples { pass: rule.pass.len(), fail: rule.fail.len() };
    html! {
        details.rule #(address) {
            summary { (severity_badge(rule.severity, language)) " " (Seen(&rule.info.title)) " " code { (Seen(&rule.info.id)) } }
            (facts(&[coverage.about(rule), coverage.says(rule)].concat()))
            details.examples {
                summary { (examples.in_words(language)) }
                @for (title, class, examples) in [(messages.pass_example(), "full", &rule.pass), (messages.fail_example(), "e", &rule.fail)] {
                    @for example in examples {
                        div.example { span.badge.(class) { (title) } pre { (shown(&example.value)) } }
                    }
                }
            }
            p { a href=(format!("#{address}")) { (messages.link_to_rule()) } }
        }
    }
}

/// An example, line by line.
fn shown(example: &str) -> String {
    example.trim_end().lines().map(visible::line).collect::<Vec<_>>().join("\n")
}

/// Rules without a clause: about YAML, and about suppressions.
fn own(language: Language) -> Markup {
    let messages = language.coverage();
    html! {
        section #own {
            h2 { (messages.builtin_rules()) }
            p.note { (messages.own_rules_note()) }
            div.source {
                @for BuiltinRule { info, severity, explanation } in lint::builtin_rules() {
                    details.rule #(anchor("rule", &info.id)) {
                        summary { (severity_badge(*severity, language)) " " (Seen(&info.title)) " " code { (Seen(&info.id)) } }
                        @for line in explanation.lines() { p { (Seen(line)) } }
                    }
                }
            }
        }
    }
}
