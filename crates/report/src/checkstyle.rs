//! The XML format of Checkstyle, which Jenkins and many other servers read.
//!
//! Every file is listed, even without findings. Advice has the severity `info`. So do findings that do not
//! count; their messages start with the reason.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::points::Points;
use super::{unchecked, visible, wording};
use guidelint_core::finding::Severity;
use guidelint_core::lint::{FileReport, Run};
use guidelint_core::text::LineColumn;
use guidelint_messages::Language;

/// The version of Checkstyle with this format; readers require one.
const VERSION: &str = "4.3";

/// Writes a run as one XML document.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = BytesStart::new("checkstyle").with_attributes([("version", VERSION)]);
    xml.write_event(Event::Start(root))?;
    let mut named = run.files.iter().filter(|file| !file.source.path().is_empty());
    named.try_for_each(|file| write_file(&mut xml, file, language))?;
    for one in unchecked::of_run(run, language).iter().filter(|one| one.path.is_none()) {
        write_start(&mut xml, "")?;
        write_error(&mut xml, None, one.severity, one.rule, &visible::line(&one.reason))?;
        write_end(&mut xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("checkstyle")))?;
    writeln!(out)
}

fn write_file(xml: &mut Writer<impl io::Write>, file: &FileReport, language: Language) -> io::Result<()> {
    write_start(xml, file.source.path())?;
    if let Some(one) = unchecked::of_file(file, language) {
        write_error(xml, None, one.severity, one.rule, &visible::line(&one.reason))?;
    }
    let points = Points::of(file);
    for (finding, reason) in file.all_findings() {
        let at = points.at(finding.extent().start).line_column();
        let (severity, message) = match reason {
            None => (finding.severity, wording::line(finding, language)),
            Some(reason) => (Severity::Advice, wording::aside_line(finding, reason, language)),
        };
        write_error(xml, Some(at), severity, &finding.rule.id, &message)?;
    }
    write_end(xml)
}

fn write_start(xml: &mut Writer<impl io::Write>, path: &str) -> io::Result<()> {
    let name = visible::line(path);
    xml.write_event(Event::Start(BytesStart::new("file").with_attributes([("name", &*name)])))
}

fn write_end(xml: &mut Writer<impl io::Write>) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new("file")))
}

fn write_error(
    xml: &mut Writer<impl io::Write>,
    at: Option<LineColumn>,
    severity: Severity,
    rule: &str,
    message: &str,
) -> io::Result<()> {
    let LineColumn { line, column } = at.unwrap_or(LineColumn { line: 1, column: 1 });
    let severity = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "info",
    };
    let (line, column) = (line.to_string(), column.to_string());
    let attributes = [
        ("line", &*line),
        ("column", &*column),
        ("severity", severity),
        ("message", message),
        ("source", rule),
    ];
    xml.write_event(Event::Empty(BytesStart::new("error").with_attributes(attributes)))
}
