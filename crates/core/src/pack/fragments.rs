//! Named parts of regular expressions.
//!
//! `{份数}` in an expression stands for the fragment of that name. In regular expressions braces contain
//! numbers (`{2,4}`) or Latin names (`\p{Han}`), and the name of a fragment begins with a character that is
//! not Latin, so the two cannot be confused. A fragment is a unit wherever it is used: `{份数}?` makes all of
//! it optional. Fragments are expanded when a pack is read; the rest of the program sees only the result.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, Concat};

use crate::document::Node;
use crate::document::typed::{Code, Entries, Mistake, Spanned, Wrong, characters, read};

/// The fragments of a pack.
#[derive(Default)]
pub(super) struct Fragments {
    known: BTreeMap<String, Fragment>,
    /// The names as they are declared.
    names: Vec<Spanned<String>>,
    /// The names that expressions use.
    used: RefCell<BTreeSet<String>>,
}

struct Fragment {
    /// The expression, with the fragments in it expanded.
    text: String,
    binding: Binding,
}

/// Whether a fragment needs a group around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    /// A single unit: a character, a class, a group.
    One,
    /// A sequence: needs a group only before a repetition, which would apply to its last part.
    Sequence,
    /// Alternatives or flags: always need a group, as they would change what is beside them.
    Loose,
}

impl Fragments {
    /// Reads the fragments that a pack declares, with the mistakes in them. Entries of the wrong type are
    /// reported when the pack itself is read.
    pub(super) fn of(root: Node<'_>) -> (Self, Vec<Mistake>) {
        let entry = root.get("fragments");
        let declared = entry.and_then(|entry| read::<Entries<Spanned<String>>>(entry.value).0);
        let (mut fragments, mut mistakes) = (Self::default(), Vec::new());
        for (name, text) in declared.into_iter().flat_map(|declared| declared.0) {
            if !is_name(&name.value) {
                let message = "片段的名称以汉字开头，只有汉字、字母、数字";
                mistakes.push(Mistake::new(Code::MalformedFragment, name.span, message));
            }
            // A fragment may use those above it.
            let mut wrong = Vec::new();
            let expanded = fragments.expand(&text.value, &mut wrong);
            mistakes
                .extend(wrong.into_iter().map(|(_, code, message)| Mistake::new(code, text.span, message)));
            match Parser::new().parse(&expanded) {
                Ok(parsed) => {
                    let fragment = Fragment { text: expanded, binding: Binding::of(&parsed) };
                    fragments.known.insert(name.value.clone(), fragment);
                }
                Err(error) => {
                    let message = format!("正则表达式写错了：{error}");
                    mistakes.push(Mistake::new(Code::MalformedExpression, text.span, message));
                    // So that its uses are not reported as well.
                    let fragment = Fragment { text: String::new(), binding: Binding::One };
                    fragments.known.insert(name.value.clone(), fragment);
                }
            }
            fragments.names.push(name);
        }
        (fragments, mistakes)
    }

    /// Expands the fragments in an expression. Unknown ones are reported and left out.
    pub(super) fn expand(&self, text: &str, wrong: &mut Vec<Wrong>) -> String {
        let characters = characters(text);
        let mut expanded = String::with_capacity(text.len());
        let (mut at, mut depth) = (0, 0_usize);
        while let Some(&(start, c)) = characters.get(at) {
            let rest = &characters[at..];
            let length = match c {
                '\\' => 2,
                '[' => {
                    depth += 1;
                    // The first bracket in a class is one of its characters.
                    let negated = usize::from(rest.get(1).is_some_and(|&(_, c)| c == '^'));
                    1 + negated + usize::from(rest.get(1 + negated).is_some_and(|&(_, c)| c == ']'))
                }
                ']' => {
                    depth = depth.saturating_sub(1);
                    1
                }
                '{' => match name_in(rest) {
                    Some(name) if depth == 0 => {
                        at += name.chars().count() + 2;
                        if let Some(fragment) = self.known.get(&name) {
                            fragment.write(is_repetition(&characters[at..]), &mut expanded);
                        } else {
                            let part = start..start + name.len() + 2;
                            wrong.push((part, Code::UnknownFragment, self.no_such(&name)));
                        }
                        self.used.borrow_mut().insert(name);
                        continue;
                    }
                    Some(name) if self.known.contains_key(&name) => {
                        let message = format!("方括号里不能用片段“{name}”");
                        wrong.push((start..start + name.len() + 2, Code::MalformedFragment, message));
                        1
                    }
                    _ => 1,
                },
                _ => 1,
            };
            expanded.extend(rest.iter().take(length).map(|&(_, c)| c));
            at += length;
        }
        expanded
    }

    /// Reports the fragments that no expression uses.
    pub(super) fn unused(&self) -> impl Iterator<Item = Mistake> {
        let used = self.used.borrow();
        let unused: Vec<_> = self.names.iter().filter(|name| !used.contains(&name.value)).collect();
        unused.into_iter().map(|name| {
            Mistake::new(Code::UnusedFragment, name.span, format!("没有表达式使用片段“{}”", name.value))
        })
    }

    fn no_such(&self, name: &str) -> String {
        let known: Vec<&str> = self.known.keys().map(String::as_str).collect();
        if known.is_empty() {
            return format!("没有片段“{name}”，请在本规则包的 fragments 里写明");
        }
        format!("没有片段“{name}”，本规则包有：{}", known.join("、"))
    }
}

impl Fragment {
    /// Writes it, in a group if it needs one.
    fn write(&self, is_repeated: bool, into: &mut String) {
        let is_whole = match self.binding {
            Binding::One => true,
            Binding::Sequence => !is_repeated,
            Binding::Loose => false,
        };
        if is_whole {
            into.push_str(&self.text);
        } else {
            into.extend(["(?:", &self.text, ")"]);
        }
    }
}

impl Binding {
    fn of(parsed: &Ast) -> Self {
        match parsed {
            Ast::Alternation(_) | Ast::Flags(_) => Self::Loose,
            Ast::Concat(parts) if has_flags(parts) => Self::Loose,
            Ast::Concat(_) | Ast::Repetition(_) | Ast::Empty(_) => Self::Sequence,
            _ => Self::One,
        }
    }
}

fn has_flags(parts: &Concat) -> bool {
    parts.asts.iter().any(|part| matches!(part, Ast::Flags(_)))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()) && name.chars().all(char::is_alphanumeric)
}

/// The name of a fragment, if these characters begin with one in braces.
fn name_in(characters: &[(usize, char)]) -> Option<String> {
    let inside = characters.iter().skip(1).map(|&(_, c)| c);
    let name: String = inside.take_while(|c| *c != '}').collect();
    let is_closed = characters.get(name.chars().count() + 1).is_some_and(|&(_, c)| c == '}');
    (is_closed && is_name(&name)).then_some(name)
}

/// Whether a repetition begins here: `?`, `*`, `+`, `{2}`.
fn is_repetition(characters: &[(usize, char)]) -> bool {
    match characters {
        [(_, '?' | '*' | '+'), ..] => true,
        [(_, '{'), (_, c), ..] => c.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn fragments(declared: &str) -> (Fragments, Vec<String>) {
        let text = format!("fragments: {declared}\n");
        let stream = document::parse(&text);
        let root = stream.documents().next().expect("it is a document");
        let (fragments, mistakes) = Fragments::of(root);
        (fragments, mistakes.into_iter().map(|mistake| mistake.message).collect())
    }

    fn expanded(fragments: &Fragments, text: &str) -> String {
        let mut wrong = Vec::new();
        let expanded = fragments.expand(text, &mut wrong);
        assert_eq!(wrong, []);
        expanded
    }

    #[test]
    fn a_fragment_is_written_out_as_one_thing() {
        let (known, wrong) =
            fragments("{数: '[0-9]+', 字: 甲, 词: 甲乙, 选: 甲|乙, 群: '(?:甲|乙)', 旗: '(?i)a'}");
        assert_eq!(wrong, [""; 0]);
        for (written, meant) in [
            ("{数}份", "[0-9]+份"),
            ("{数}?", "(?:[0-9]+)?"),
            ("{字}?{词}", "甲?甲乙"),
            ("{词}{2,3}", "(?:甲乙){2,3}"),
            ("{词}{群}", "甲乙(?:甲|乙)"),
            ("{选}丙", "(?:甲|乙)丙"),
            ("{群}*", "(?:甲|乙)*"),
            ("{旗}b", "(?:(?i)a)b"),
        ] {
            assert_eq!(expanded(&known, written), meant);
        }
    }

    #[test]
    fn what_is_no_fragment_stays() {
        let (known, _) = fragments("{数: '[0-9]+'}");
        for text in
            [r"a{2}", r"甲{1,3}", r"\p{Han}", r"\{数}", r"[{乙}]", r"[^]{乙}]", r"[a[{乙}]{丙}]", "{", "{}"]
        {
            assert_eq!(expanded(&known, text), text);
        }
    }

    #[test]
    fn a_fragment_may_use_those_above_it() {
        let (known, wrong) = fragments("{数: '[0-9]+', 份数: '{数}份', 后: '{前}', 前: 甲}");
        assert_eq!(expanded(&known, "{份数}"), "[0-9]+份");
        assert_eq!(wrong, ["没有片段“前”，本规则包有：份数、数"]);
    }

    #[test]
    fn the_lines_of_an_expression_are_joined() {
        let (known, _) = fragments("{数: '[0-9]+'}");
        assert_eq!(expanded(&known, "(?:\n  甲\n  # 或者几\n  |{数}\n)份\n"), "(?:甲|[0-9]+)份");
        assert_eq!(expanded(&known, "(?x) 甲 # 说明\n 乙"), "(?x) 甲 # 说明\n 乙");
    }

    #[test]
    fn mistakes_have_places() {
        let (known, wrong) = fragments("{Shu: 甲, 坏: '('}");
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        let mut wrong = Vec::new();
        let text = "甲\n  {乙}";
        known.expand(text, &mut wrong);
        known.expand("[{坏}]", &mut wrong);
        let told: Vec<_> = wrong.iter().map(|(_, code, _)| *code).collect();
        assert_eq!(told, [Code::UnknownFragment, Code::MalformedFragment]);
        assert_eq!(&text[wrong[0].0.clone()], "{乙}");
        let unused: Vec<_> = known.unused().map(|mistake| mistake.message).collect();
        assert_eq!(unused, ["没有表达式使用片段“Shu”", "没有表达式使用片段“坏”"]);
    }
}
