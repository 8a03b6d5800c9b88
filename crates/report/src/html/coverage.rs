//! What the packs check of their sources, as one page: a document, its clauses with what was read of
//! them, the rules that rest on each, and the examples on which they are tried.
//!
//! Documents, rules and examples are folded; the browser opens what a link leads to. The script only
//! searches. Address: `#rule-pack/id`, `#clause-source-第六条`, `#source-id`, `#q=words`.

use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Seen, card, head};
use crate::coverage::{ClauseRow, Coverage, Covered};
use crate::visible;
use guidelint_core::finding::Severity;
use guidelint_core::lint::{self, BuiltinRule};
use guidelint_core::pack::{Counts, Rule};

const STYLE: &str = concat!(include_str!("base.css"), include_str!("coverage.css"));
const SCRIPT: &str = include_str!("coverage.js");

const TITLE: &str = "规则的依据和检查情况";

/// Writes the page, a source at a time.
pub(crate) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    let mut add = |part: Markup| out.write_all(part.into_string().as_bytes());
    add(html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"zh-CN\">\n"))
        (head(TITLE, STYLE, SCRIPT))
        (PreEscaped("<body>\n"))
        a.skip href="#main" { "跳到正文" }
        header { div.inner {
            h1 { (TITLE) }
            p.note {
                "截至 " (coverage.as_of) "：" (coverage.sources.len()) " 个来源，" (coverage.counts().total()) " 条规定，"
                (coverage.ruleset.rules.len()) " 条规则。规则检查过的，不等于条文的全部要求：每条规定都写明检查了多少、哪些要由人核对。"
            }
        } }
        nav aria-label="目录" { div.inner {
            a href="#totals" { "总数" }
            a href="#sources" { "文件和标准" }
            a href="#own" { "不依据条文的规则" }
        } }
        (PreEscaped("<main id=\"main\" class=\"inner\">\n"))
        (totals(coverage))
        (PreEscaped("<section id=\"sources\">\n"))
        h2 { "文件和标准" }
        (controls(coverage))
        p #shown role="status" {
            "共 " (coverage.sources.len()) " 个来源，" (coverage.counts().total()) " 条规定，" (coverage.ruleset.rules.len()) " 条规则。"
        }
    })?;
    coverage.sources.iter().try_for_each(|source| add(fold(coverage, source)))?;
    add(html! {
        (PreEscaped("</section>\n"))
        (own())
        (PreEscaped("</main>\n"))
        footer { div.inner {
            @for pack in &coverage.ruleset.packs { span { (Seen(&pack.title)) "（" (Seen(&pack.id)) " " (Seen(&pack.version)) "） " } }
            p { "guidelint " (guidelint_core::VERSION) }
        } }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body>\n</html>\n"))
    })
}

fn totals(coverage: &Coverage<'_>) -> Markup {
    let Counts { full, partial, human, out } = coverage.counts();
    let examples = coverage.examples();
    let past = (coverage.past() > 0).then(|| format!("其中已失效 {}", coverage.past()));
    let both = format!("正确 {}，有问题 {}", examples.pass, examples.fail);
    html! {
        section #totals {
            h2 { "总数" }
            ul.cards {
                (card("", coverage.sources.len(), "个来源", past))
                (card("", coverage.due(), "个待复审", Some("满一年没有核对".into())))
                (card("", full, "条全部检查", None))
                (card("", partial, "条部分检查", None))
                (card("", human, "条由人核对", None))
                (card("", out, "条没有检查", Some("写明了原因".into())))
                (card("", coverage.ruleset.rules.len(), "条规则", None))
                (card("", examples.all(), "个例子", Some(both)))
            }
        }
    }
}

/// What to search by; hidden until the script runs.
fn controls(coverage: &Coverage<'_>) -> Markup {
    let mut kinds: Vec<&str> = Vec::new();
    for source in &coverage.sources {
        let kind = source.declared.kind.word();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    html! {
        form #filter hidden aria-label="查找" {
            label.search { "查找"
                input type="search" name="q" placeholder="文件、条款、原文、规则、例子……" autocomplete="off" spellcheck="false";
            }
            label { "种类"
                select name="kind" {
                    option value="" { "全部" }
                    @for kind in kinds { option value=(kind) { (kind) } }
                }
            }
            label { "检查"
                select name="checked" {
                    option value="" { "全部" }
                    @for word in ["全部检查", "部分检查", "由人核对", "没有检查"] { option value=(word) { (word) } }
                }
            }
            div.buttons {
                button type="button" data-act="open" { "全部展开" }
                button type="button" data-act="close" { "全部收起" }
                button type="reset" { "清除" }
            }
        }
    }
}

/// An address inside the page: no blanks.
fn anchor(kind: &str, name: &str) -> String {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join("_");
    format!("{kind}-{}", visible::line(&name))
}

/// A source: what it is, then its clauses.
fn fold(coverage: &Coverage<'_>, source: &Covered<'_>) -> Markup {
    let declared = source.declared;
    let Counts { full, partial, human, out } = source.counts;
    let badge = |class: &str, word: &str, count: usize| html! { @if count > 0 { span.badge.(class) { (word) " " (count) } } };
    html! {
        details.source #(anchor("source", &declared.id)) data-k=(declared.kind.word()) {
            summary {
                h3 { (Seen(&source.declared.title)) }
                span.about { (declared.kind.word()) "；" (source.text_status()) }
                span.badges {
                    @if source.is_past() { span.badge.e { "已失效" } }
                    @if source.is_coming() { span.badge.w { "尚未施行" } }
                    @if source.due_for_review { span.badge.w { "待复审" } }
                    (badge("full", "全部检查", full)) (badge("part", "部分检查", partial))
                    (badge("human", "由人核对", human)) (badge("", "没有检查", out))
                }
            }
            div.facts { (facts(&coverage.facts(source))) }
            @for clause in &source.clauses { (article(coverage, source, clause)) }
        }
        "\n"
    }
}

/// What there is to know, each with its name.
fn facts(facts: &[(&str, String)]) -> Markup {
    html! { dl { @for (name, text) in facts { dt { (name) } dd { (Seen(text)) } } } }
}

fn article(coverage: &Coverage<'_>, source: &Covered<'_>, clause: &ClauseRow<'_>) -> Markup {
    let place = clause.place();
    let class = match clause.checked() {
        "全部检查" => "full",
        "部分检查" => "part",
        "由人核对" => "human",
        _ => "",
    };
    let name = if clause.entry.number.is_some() {
        format!("{}-{place}", source.declared.id)
    } else {
        source.declared.id.clone()
    };
    let mut more: Vec<(&str, String)> =
        clause.entry.note.clone().map(|note| ("大意", note)).into_iter().collect();
    if !clause.when.is_empty() {
        more.push(("范围", clause.when.join("；")));
    }
    more.extend(clause.asked().map(|question| ("由人核对", question)));
    if clause.examples.all() > 0 {
        more.push(("例子", clause.examples.in_words()));
    }
    let address = anchor("clause", &name);
    html! {
        article.clause #(address) data-c=(clause.checked()) {
            div.own {
                h4 {
                    (Seen(&place)) @if let Some(verb) = clause.obligation() { "（" (verb) "）" } " "
                    span.badge.(class) { (clause.checked()) }
                    a href=(format!("#{address}")) title="这一条的链接" aria-label="这一条的链接" { "#" }
                }
                @if let Some(words) = &clause.entry.words { p.words { "“" (Seen(words)) "”" } }
                (facts(&more))
            }
            @for rule in coverage.rules(clause) { (fold_of_rule(coverage, rule)) }
        }
    }
}

fn severity_badge(severity: Severity) -> Markup {
    let class = match severity {
        Severity::Error => "e",
        Severity::Warning => "w",
        Severity::Advice => "a",
    };
    html! { span.badge.(class) { (severity.word()) } }
}

fn fold_of_rule(coverage: &Coverage<'_>, rule: &Rule) -> Markup {
    let address = anchor("rule", &rule.info.id);
    html! {
        details.rule #(address) {
            summary { (severity_badge(rule.severity)) " " (Seen(&rule.info.title)) " " code { (Seen(&rule.info.id)) } }
            (facts(&[coverage.about(rule), Coverage::says(rule)].concat()))
            details.examples {
                summary { "正确的例子 " (rule.pass.len()) " 个，有问题的例子 " (rule.fail.len()) " 个" }
                @for (title, class, examples) in [("正确", "full", &rule.pass), ("有问题", "e", &rule.fail)] {
                    @for example in examples {
                        div.example { span.badge.(class) { (title) } pre { (shown(&example.value)) } }
                    }
                }
            }
            p { a href=(format!("#{address}")) { "这条规则的链接" } }
        }
    }
}

/// An example in its lines.
fn shown(example: &str) -> String {
    example.trim_end().lines().map(visible::line).collect::<Vec<_>>().join("\n")
}

/// Rules that rest on no clause: mistakes of YAML, and of those who answer for findings.
fn own() -> Markup {
    html! {
        section #own {
            h2 { "不依据条文的规则" }
            p.note { "YAML 的写法，以及豁免和基线本身的错误，由程序检查，不依据任何文件。" }
            div.source {
                @for BuiltinRule { info, severity, explanation } in lint::builtin_rules() {
                    details.rule #(anchor("rule", &info.id)) {
                        summary { (severity_badge(*severity)) " " (Seen(&info.title)) " " code { (Seen(&info.id)) } }
                        @for line in explanation.lines() { p { (Seen(line)) } }
                    }
                }
            }
        }
    }
}
