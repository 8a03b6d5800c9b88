//! `grounded`: what only a clause can allow has such a clause, cited in the guide or known to the packs.
//!
//! Some laws allow some matters to leave a step out of the time limit, to make an exception or to charge a
//! fee, and a guide does not show whether one does. So packs list the known cases under `grounds`, each
//! with its clause; rules report what has none, or name the clause to authors who did not cite it. If the
//! region of a guide is not stated, grounds of every region are accepted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::required::insertion;
use super::{Check, Context, Expression, Kind, MOST_VIOLATIONS, Subject, Violation};
use crate::document::edit;
use crate::document::typed::{Code, Entries, ExpressionText, List, Spanned};
use crate::fix::Applicability;
use crate::guide::{ElementId, Guide, PLACEHOLDER};

/// A clause that allows something to some guides, as a pack writes it.
#[derive(Debug, Deserialize)]
pub struct GroundSpec {
    /// The short name of its source.
    pub source: Spanned<String>,
    /// Its number, as in `clauses`.
    #[serde(default)]
    pub number: Option<Spanned<String>>,
    /// Which part of it, as in `clauses`.
    #[serde(default)]
    pub part: Option<Spanned<String>>,
    /// What it allows: a regular expression for the words that guides use for it.
    pub allows: Spanned<ExpressionText>,
    /// Beginning of the 行政区划代码 of the guides that it applies to, if not that of its pack.
    #[serde(default)]
    pub region: Option<Spanned<String>>,
    /// The guides that it applies to: a text of each of these elements has a match.
    #[serde(default, rename = "of")]
    pub about: Entries<Spanned<ExpressionText>>,
}

/// A compiled clause that allows something.
#[derive(Debug)]
pub struct Ground {
    citation: String,
    allows: Expression,
    region: Option<String>,
    about: Vec<(ElementId, Expression)>,
}

/// Clauses that allow something, by the names of their lists.
pub type Grounds = BTreeMap<String, Vec<Arc<Ground>>>;

/// Whether a ground applies to a guide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    /// The region of the guide is not known.
    Perhaps,
    No,
}

impl GroundSpec {
    /// Compiles it; reports mistakes and returns `None` if there are any. `citation` is that of its clause,
    /// `region` that of its pack.
    pub fn compile(
        &self,
        citation: String,
        region: Option<&str>,
        context: &mut Context<'_>,
    ) -> Option<Ground> {
        let allows = context.expression(&self.allows);
        let about = self.about.0.iter().map(|(path, source)| {
            let (element, expression) = (context.element(path), context.expression(source));
            Some((element?, expression?))
        });
        let about = about.collect::<Vec<_>>().into_iter().collect::<Option<_>>();
        let region = self.region.as_ref().map(|region| region.value.as_str()).or(region);
        Some(Ground { citation, allows: allows?, region: region.map(str::to_owned), about: about? })
    }
}

impl Ground {
    fn holds(&self, guide: &Guide<'_>) -> Holds {
        let says = |(element, expression): &(ElementId, Expression)| {
            let texts = guide.occurrences(*element).filter_map(|occurrence| occurrence.node.text());
            texts.into_iter().any(|text| expression.is_match(text))
        };
        if !self.about.iter().all(says) {
            return Holds::No;
        }
        match (&self.region, guide.region()) {
            (Some(_), None) => Holds::Perhaps,
            (Some(own), Some(region)) if !region.starts_with(own.as_str()) => Holds::No,
            _ => Holds::Yes,
        }
    }
}

/// `must: {grounded: {grounds: [不计入时限的环节], names: …, cited: {特别程序[].依据: '.'}}}`: whatever the text names
/// has a ground.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Grounded {
    /// The lists of grounds.
    grounds: List<Spanned<String>>,
    /// What needs a ground: a regular expression for its name; the group `found` in it, if it has one.
    /// Without it, whatever has a known ground is reported, with its clause.
    #[serde(default)]
    names: Option<Spanned<ExpressionText>>,
    /// The parts of the text in which names are searched; the group `found` in it, if it has one. Without
    /// it, the whole text.
    #[serde(default)]
    within: Option<Spanned<ExpressionText>>,
    /// Where a guide cites a ground: elements beside the occurrence or in the guide. If a text of one of
    /// them has a match, nothing is reported.
    #[serde(default)]
    cited: Entries<Spanned<ExpressionText>>,
    /// The element beside the occurrence in which the author can cite the ground.
    #[serde(default)]
    write: Option<Spanned<String>>,
}

struct Compiled {
    grounds: Vec<Arc<Ground>>,
    names: Option<Expression>,
    within: Option<Expression>,
    cited: Vec<(ElementId, Expression)>,
    write: Option<ElementId>,
}

impl Kind for Grounded {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let mut grounds = Vec::new();
        for name in &self.grounds.0 {
            match context.grounds.get(&name.value) {
                Some(list) => grounds.extend(list.iter().map(Arc::clone)),
                None => context.note(Code::UnknownGrounds, name.span, format!("没有依据表“{}”", name.value)),
            }
        }
        let (names, within) =
            (context.optional_expression(&self.names), context.optional_expression(&self.within));
        let cited = self.cited.0.iter().map(|(path, source)| {
            let (element, expression) = (context.element(path), context.expression(source));
            Some((element?, expression?))
        });
        let cited = cited.collect::<Vec<_>>().into_iter().collect::<Option<_>>();
        let write = context.optional_element(&self.write)?;
        Some(Box::new(Compiled { grounds, names: names?, within: within?, cited: cited?, write }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        if self.names.is_some() { &["found"] } else { &["found", "ground"] }
    }
}

impl Check for Compiled {
    /// A rule about a particular law of the sector says more than that a ground is missing.
    fn yields(&self) -> bool {
        true
    }

    /// Only missing grounds ask for the element; known ones are merely reported.
    fn writes(&self) -> Option<ElementId> {
        self.write.filter(|_| self.names.is_some())
    }

    /// A draft may still have to cite its grounds.
    fn awaits(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        let parts = parts(text, self.within.as_ref());
        if parts.is_empty() || self.is_cited(subject) {
            return;
        }
        for part in parts {
            match &self.names {
                Some(names) => self.unknown(subject, names, text, &part, violations),
                None => self.known(subject, text, &part, violations),
            }
        }
    }
}

impl Compiled {
    /// Reports what is named in a part of the text and has no ground that applies or may apply.
    fn unknown(
        &self,
        subject: &Subject<'_, '_>,
        names: &Expression,
        text: &str,
        part: &Range<usize>,
        violations: &mut Vec<Violation>,
    ) {
        let may_hold = |ground: &&Arc<Ground>| ground.holds(subject.guide) != Holds::No;
        let grounds: Vec<_> = self.grounds.iter().filter(may_hold).collect();
        for name in matches(names, text, part) {
            let allows = |ground: &&Arc<Ground>| {
                matches(&ground.allows, text, part).iter().any(|allowed| meet(allowed, &name))
            };
            if !grounds.iter().any(allows) {
                violations.push(self.violation(subject, name, PLACEHOLDER));
            }
        }
    }

    /// Reports what has a ground that applies in a part of the text, each with the first such ground.
    fn known(
        &self,
        subject: &Subject<'_, '_>,
        text: &str,
        part: &Range<usize>,
        violations: &mut Vec<Violation>,
    ) {
        let mut told: Vec<Range<usize>> = Vec::new();
        for ground in self.grounds.iter().filter(|ground| ground.holds(subject.guide) == Holds::Yes) {
            for allowed in matches(&ground.allows, text, part) {
                if told.iter().any(|known| meet(known, &allowed)) {
                    continue;
                }
                let violation = self.violation(subject, allowed.clone(), &ground.citation);
                violations.push(violation.with("ground", &ground.citation));
                told.push(allowed);
            }
        }
    }

    fn is_cited(&self, subject: &Subject<'_, '_>) -> bool {
        let Subject { guide, occurrence, .. } = *subject;
        self.cited.iter().any(|(element, expression)| {
            let mut beside = guide.beside(occurrence, *element);
            beside.any(|occurrence| {
                guide.is_filled(occurrence)
                    && occurrence.node.text().is_some_and(|text| expression.is_match(text))
            }) || guide.awaits_beside(occurrence, *element)
        })
    }

    /// A violation on a name, with a fix that writes the citation beside it.
    fn violation(&self, subject: &Subject<'_, '_>, name: Range<usize>, citation: &str) -> Violation {
        let Subject { guide, occurrence, .. } = *subject;
        let mut violation = subject.violation(name);
        let write = || {
            let element = self.write?;
            let blank = guide.beside(occurrence, element).find(|occurrence| occurrence.node.is_blank());
            match blank {
                Some(occurrence) => edit::fill(occurrence.node, citation),
                None => insertion(guide, guide.holder(occurrence, element), element, citation),
            }
        };
        let name = || self.write.map(|element| guide.vocabulary.name(element)).unwrap_or_default();
        let title = || format!("补上“{}: {citation}”", name());
        violation.fix = write().map(|mending| mending.titled(title(), Applicability::Unsafe));
        violation
    }
}

/// The parts of a text in which names are searched, in bytes.
fn parts(text: &str, within: Option<&Expression>) -> Vec<Range<usize>> {
    match within {
        None => std::iter::once(0..text.len()).collect(),
        Some(within) => matches(within, text, &(0..text.len())),
    }
}

/// The matches of an expression in a part of a text, in bytes of the text.
fn matches(expression: &Expression, text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let inside = &text[part.clone()];
    if !expression.may_match(inside) {
        return Vec::new();
    }
    let found = expression.regex().captures_iter(inside).take(MOST_VIOLATIONS);
    let found = found.filter_map(|captures| captures.name("found").or_else(|| captures.get(0)));
    let found = found.map(|found| part.start + found.start()..part.start + found.end());
    found.filter(|found| !found.is_empty()).collect()
}

/// Whether two ranges overlap.
fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use crate::check::Tables;
    use crate::pack::{Selection, load};
    use crate::text::SourceFile;

    /// A law that allows one step for dogs anywhere, and another for cats in one city.
    const PACK: &str = "\
pack: {id: law, version: '1', title: 某条例的要求}
sources:
  tiaoli: {kind: 地方性法规, title: 某养犬条例, seen: '2026-03-01', text: full}
clauses:
  - {source: tiaoli, number: 第三条, part: 第二款, obligation: 规定, checked: full}
  - {source: tiaoli, number: 第三条, part: 第二款第一句, obligation: 规定, checked: out, note: 只用来准许。}
elements:
  - {name: 名称}
  - {name: 区划, role: region}
  - {name: 说明}
  - {name: 环节, shape: records, parts: [{name: 步骤}, {name: 依据}]}
grounds:
  准许:
    - {source: tiaoli, number: 第三条, part: 第二款, of: {名称: 犬}, allows: '[牵遛]行'}
    - {source: tiaoli, number: 第三条, part: 第二款第一句, of: {名称: 猫}, region: '4101', allows: 公示}
rules:
  - id: known
    title: 写明依据
    category: limits
    clause: {source: tiaoli, number: 第三条, part: 第二款}
    where: ['环节[].步骤', 说明]
    must: {grounded: {grounds: 准许, cited: {'环节[].依据': '.'}, write: '环节[].依据'}}
    message: “{found}”的依据是{ground}
    pass: ['{名称: 猫, 环节: [{步骤: 遛行}]}']
    fail: ['{名称: 犬, 环节: [{步骤: 遛行}]}']
  - id: unknown
    title: 要有依据
    category: limits
    clause: {source: tiaoli, number: 第三条, part: 第二款}
    where: ['环节[].步骤', 说明]
    must: {grounded: {grounds: [准许], names: '公示|遛行', within: '(?P<found>[^，]+)(?:不计|$)', cited: {'环节[].依据': '.'}}}
    message: “{found}”没有依据
    pass: ['{名称: 犬, 环节: [{步骤: 遛行}]}']
    fail: ['{名称: 鸟, 环节: [{步骤: 公示}]}']
";

    fn told(guide: &str) -> Vec<String> {
        let ruleset =
            load(&[SourceFile::new("本地.yaml", PACK)], Tables::default()).expect("the pack is sound");
        let report =
            crate::lint::check("指南.yaml", guide.as_bytes().to_vec(), &ruleset, &Selection::default());
        report.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_is_known_is_told_with_its_clause() {
        let offered = ["“遛行”的依据是《某养犬条例》第三条第二款"];
        assert_eq!(told("{名称: 养犬, 环节: [{步骤: 牵着遛行}]}"), offered);
        assert_eq!(told("{名称: 养犬, 环节: [{步骤: 遛行, 依据: ''}]}"), offered);
        assert!(told("{名称: 养犬, 环节: [{步骤: 遛行, 依据: 某法}]}").is_empty());
        assert!(told("{名称: 养犬, 环节: [{步骤: 遛行, 依据: 【待填写】}]}").len() < 2);
    }

    #[test]
    fn what_is_not_known_lacks_a_ground() {
        assert_eq!(told("{名称: 养鸟, 环节: [{步骤: 公示}, {步骤: 遛行, 依据: 某法}]}"), ["“公示”没有依据"]);
        assert_eq!(told("{名称: 养鸟, 说明: 公示和遛行不计，喂食}"), ["“公示”没有依据", "“遛行”没有依据"]);
        assert!(told("{名称: 养鸟, 说明: 公示，喂食不计}").is_empty());
    }

    #[test]
    fn where_a_guide_is_from_decides_what_is_allowed() {
        let own = "“公示”的依据是《某养犬条例》第三条第二款";
        assert_eq!(told("{名称: 养猫, 区划: '410105', 环节: [{步骤: 公示}]}"), [own]);
        assert_eq!(told("{名称: 养猫, 区划: '410502', 环节: [{步骤: 公示}]}"), ["“公示”没有依据"]);
        // The guide may be from that city.
        assert!(told("{名称: 养猫, 环节: [{步骤: 公示}]}").is_empty());
    }

    #[test]
    fn a_ground_is_a_clause_that_was_read_and_stays_in_force() {
        let mistakes = |from: &str, to: &str| {
            let pack = PACK.replacen(from, to, 1);
            assert_ne!(pack, PACK, "{from}");
            let mistakes =
                load(&[SourceFile::new("本地.yaml", pack)], Tables::default()).err().expect(to).mistakes;
            mistakes.concat().into_iter().map(|mistake| mistake.message).collect::<Vec<_>>().join("；")
        };
        assert!(mistakes("text: full", "text: secondhand").contains("没有读过原文，不能写作依据"));
        assert!(mistakes("text: full", "text: full, until: '2026-05-01'").contains("有失效的日期"));
        assert!(mistakes("title: 某养犬条例", "about: 某养犬条例").contains("没有题名"));
        let other = "number: 第三条, part: 第二款, of: {名称: 犬}";
        assert!(mistakes(other, "number: 第四条, of: {名称: 犬}").contains("没有在 clauses 中列出"));
        assert!(
            mistakes("{source: tiaoli, number: 第三条, part: 第二款, of", "{source: 无此, of")
                .contains("没有来源")
        );
        assert!(mistakes("grounds: 准许", "grounds: 不准").contains("没有依据表“不准”"));
    }
}
