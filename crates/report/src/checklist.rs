//! Questions that only people can answer, with the text to check.
//!
//! The format is Markdown, so that it can be mailed, printed and ticked off. It lists, for every guide, the
//! questions of the clauses in the packs that apply to it. Text of guides, packs and file names never becomes
//! markup.

use std::io;

use crate::markdown::escaped;
use guidelint_core::check::TextIndex;
use guidelint_core::document;
use guidelint_core::guide::{Guide, guides};
use guidelint_core::lint::{Applicable, FileReport, Run};
use guidelint_core::pack::{ClauseEntry, Question, Ruleset, Selection};
use guidelint_core::text::SourceFile;
use guidelint_messages::Language;

/// Writes the questions about all guides of a run. `met` returns the rules that apply to a file, if any.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write<'r>(
    out: &mut impl io::Write,
    run: &Run,
    met: impl Fn(&FileReport) -> Option<(&'r Ruleset, Selection<'r>)>,
    language: Language,
) -> io::Result<()> {
    let messages = language.formats();
    writeln!(out, "# {}\n\n{}", messages.checklist_title(), messages.checklist_intro())?;
    for file in run.files.iter().filter(|file| !file.guides.is_empty()) {
        let Some((ruleset, selection)) = met(file) else { continue };
        let stream = document::parse(file.source.text());
        for guide in guides(&stream, &ruleset.vocabulary) {
            write_guide(out, &file.source, &guide, ruleset, &selection, language)?;
        }
    }
    Ok(())
}

fn write_guide(
    out: &mut impl io::Write,
    source: &SourceFile,
    guide: &Guide<'_>,
    ruleset: &Ruleset,
    selection: &Selection<'_>,
    language: Language,
) -> io::Result<()> {
    let line = source.line_column(guide.missing_at(guide.root()).start).line;
    writeln!(out, "\n## {}\n", language.formats().guide_from(&escaped(source.path()), line))?;
    let applicable = Applicable::of(guide, ruleset, selection);
    let applies = |clause: &&ClauseEntry| {
        applicable.packs.contains(&clause.pack)
            && clause
                .conditions
                .iter()
                .all(|condition| condition.holds(guide, guide.root(), &TextIndex::default()))
    };
    for clause in ruleset.clauses.iter().filter(applies) {
        for question in &clause.human {
            let common = language.common();
            let place = format!("{}{}", ruleset.sources[clause.source].title, clause.place());
            let verb = clause.verb.map(|verb| verb.word().to_owned());
            let cited: Vec<_> = [place].into_iter().chain(verb).collect();
            let cited = common.remark(&cited.join(common.between_clauses()));
            writeln!(out, "- [ ] {}", escaped(&(question.ask.clone() + &cited)))?;
            write_texts(out, source, guide, question, language)?;
        }
    }
    Ok(())
}

/// Writes the text to check.
fn write_texts(
    out: &mut impl io::Write,
    source: &SourceFile,
    guide: &Guide<'_>,
    question: &Question,
    language: Language,
) -> io::Result<()> {
    let elements = question.look.iter().filter_map(|path| guide.vocabulary.find(path).ok());
    let mut places: Vec<_> = elements.flat_map(|element| guide.occurrences(element)).collect();
    places.sort_by_key(|place| place.node.span());
    for place in places {
        let Some(text) = place.node.text().filter(|_| !place.node.is_blank()) else { continue };
        let line = source.line_column(place.node.span().start).line;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = language.formats().text_at(line, &guide.path(place), &text);
        writeln!(out, "  - {}", escaped(&told))?;
    }
    Ok(())
}
