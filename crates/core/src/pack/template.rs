//! Messages with placeholders: `承诺办结时限“{found}”长于法定办结时限“{limit}”`.

use crate::document::typed::{Code, Mistake, Spanned};
use crate::finding::Args;

/// A parsed message.
#[derive(Clone, Debug, Default)]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Placeholder(String),
}

impl Template {
    /// Parses a message. Reports placeholders that do not exist, if the existing ones are known.
    pub fn parse(text: &Spanned<String>, known: Option<&[&str]>, mistakes: &mut Vec<Mistake>) -> Self {
        let mut parts = Vec::new();
        let mut rest = text.value.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                mistakes.push(Mistake::new(Code::UnclosedPlaceholder, text.span, "“{”之后缺少“}”"));
                break;
            };
            if let Some(known) = known.filter(|known| !known.contains(&name)) {
                let names = known.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join("、");
                let message = format!("没有占位符“{{{name}}}”，此规则可用的有：{names}");
                mistakes.push(Mistake::new(Code::UnknownPlaceholder, text.span, message));
            }
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Placeholder(name.to_owned()));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Self(parts)
    }

    /// The message with its placeholders as written.
    pub fn text(&self) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Placeholder(name) => format!("{{{name}}}"),
        });
        parts.collect()
    }

    /// The message with its placeholders replaced by values; those without a value become empty.
    pub fn fill(&self, args: &Args) -> String {
        let parts = || {
            self.0.iter().map(|part| match part {
                Part::Text(text) => text.as_str(),
                Part::Placeholder(name) => args.get(name.as_str()).map_or("", String::as_str),
            })
        };
        let mut filled = String::with_capacity(parts().map(str::len).sum());
        filled.extend(parts());
        filled
    }
}
