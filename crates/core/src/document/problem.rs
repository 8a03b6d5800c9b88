//! Errors in the YAML itself, and in the encoding of a file.

use crate::text::Span;

/// The kind of problem; each kind is a rule of the category `yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The text is not valid YAML from here on; the document is not checked.
    Syntax,
    /// The bytes are not UTF-8; the file is not checked.
    Encoding,
    /// The file is larger than guidelint reads.
    TooLarge,
    /// A key is repeated in one mapping.
    DuplicateKey,
    /// An alias (`*name`) without a preceding anchor.
    UnknownAnchor,
    /// An alias inside the node that it refers to.
    AliasCycle,
    /// `-身份证` or `名称：值`: YAML, but read as text instead of as a list item or an entry.
    MissingSpace,
    /// There are more problems, or more aliases to expand, than are reported.
    TooMany,
    /// A document or list item beside guides, or one that looks like a guide, that is not read as one.
    Unrecognized,
}

impl ProblemKind {
    /// Every kind, in the order of the manual.
    pub const ALL: [Self; 9] = [
        Self::Syntax,
        Self::Encoding,
        Self::TooLarge,
        Self::TooMany,
        Self::Unrecognized,
        Self::DuplicateKey,
        Self::MissingSpace,
        Self::UnknownAnchor,
        Self::AliasCycle,
    ];

    /// The ID of the rule, stable between versions.
    pub fn id(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Encoding => "encoding",
            Self::TooLarge => "too-large",
            Self::TooMany => "too-many",
            Self::Unrecognized => "unrecognized",
            Self::DuplicateKey => "duplicate-key",
            Self::UnknownAnchor => "unknown-anchor",
            Self::AliasCycle => "alias-cycle",
            Self::MissingSpace => "missing-space",
        }
    }

    /// The title of the rule, in Chinese.
    pub fn title(self) -> &'static str {
        match self {
            Self::Syntax => "文件应当符合 YAML 的写法",
            Self::Encoding => "文件应当使用 UTF-8 编码",
            Self::TooLarge => "文件不应过大",
            Self::TooMany => "文件里的问题和引用应当查得完",
            Self::Unrecognized => "文件里的每一份文档、列表里的每一项都应是办事指南",
            Self::DuplicateKey => "同一层中名称不得重复",
            Self::UnknownAnchor => "引用的内容应当在前文标明",
            Self::AliasCycle => "内容不得引用它自己",
            Self::MissingSpace => "横线与冒号后应当有空格",
        }
    }

    /// Why the rule exists and what to do, for the manual, in Chinese.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Syntax => {
                "不符合 YAML 写法的内容无法读取，因此这一份指南的其他规则都没有检查；同一文件中用“---”隔开的\
                 其他指南照常检查。常见原因：冒号用了全角“：”或后面没有空格，缩进用了 Tab 键或没有对齐，\
                 引号、括号没有成对。请先改正这一处，再重新检查。因为冒号而读不出来的，会一次标出所有这样的行，\
                 用 --fix 或 --fix=all 可以一起改正。"
            }
            Self::Encoding => {
                "文件不是 UTF-8 编码，无法读取。请用记事本等软件打开文件，选择“另存为”，编码选择“UTF-8”。"
            }
            Self::TooLarge => "文件超过了可以读取的大小，没有检查。请把它拆成几个文件，每个文件写一份指南。",
            Self::TooMany => {
                "文件里的问题太多，或引用（“*名称”“<<”）展开后太大，只检查和列出了一部分。\
                 请先改正已列出的问题，再重新检查；确有许多份指南的，请分成多个文件。"
            }
            Self::Unrecognized => {
                "文件里有办事指南，旁边的文档（用“---”隔开）或同一列表里的另一项却没有认出任何要素，因此没有检查；\
                 看上去像办事指南、却写成一段文字，或者每一行前面都有“-”的，也是这样。是办事指南的，请改正写法；不是的，\
                 请移到别的文件，免得以为它已经检查过。外面包着几层的（如“data: {list: […]}”）会找进去，不算在内。"
            }
            Self::DuplicateKey => {
                "同一层中同一名称写了两次时，不同的软件有的取第一次，有的取最后一次，还有的不能读取。\
                 请合并两处的内容，或删去其中一处。"
            }
            Self::UnknownAnchor => {
                "“*名称”引用前文用“&名称”标明的内容。前文没有标明时，此处没有内容。\
                 请检查名称；如果星号本身是内容，请把整个值放在英文引号之间。"
            }
            Self::AliasCycle => "“*名称”引用了包含它自己的内容，永远读不完。请改为直接写出内容。",
            Self::MissingSpace => {
                "YAML 的列表写作“- 内容”，名称与值写作“名称: 值”，横线与英文冒号后面都要有一个空格。\
                 缺少空格或使用全角冒号时，几行文字会连成一段，读取时并不报错，但内容已经不是原来的意思；\
                 整份指南都这样写的，一个要素也读不出来。--fix 或 --fix=all 可以把这些行一起改正。"
            }
        }
    }
}

/// A problem and its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// Its location.
    pub span: Span,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do about it, in Chinese.
    pub help: Option<String>,
    /// Another location that explains it, with a note.
    pub related: Option<(Span, String)>,
}

/// A file whose bytes are not UTF-8 text.
#[derive(Debug)]
pub struct Unreadable {
    /// The text as far as it can be shown: what cannot be decoded is replaced by U+FFFD.
    pub text: String,
    /// What is wrong, at a location in `text`.
    pub problem: Problem,
}

/// Decodes the bytes of a file.
///
/// # Errors
///
/// If the bytes are not UTF-8. The message says so if they seem to be GBK or UTF-16.
pub fn decode(bytes: Vec<u8>) -> Result<String, Box<Unreadable>> {
    if let Some(unit) = utf16(&bytes) {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        let text = String::from_utf16_lossy(&units);
        let first_line = text.find(['\r', '\n']).unwrap_or(text.len());
        return Err(Box::new(unreadable(
            text,
            Span::new(0, first_line),
            "文件似为 UTF-16 编码，应为 UTF-8 编码".into(),
        )));
    }
    // The standard library is several times slower for Chinese, but reports errors more precisely.
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        return Ok(text.to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message = if seems_gbk(&bytes[at..]) {
            "文件似为 GBK 编码，应为 UTF-8 编码".into()
        } else {
            format!("文件不是 UTF-8 编码：此处的字节 0x{:02X} 无法读取", bytes[at])
        };
        // The replacement character at this location has three bytes.
        Box::new(unreadable(String::from_utf8_lossy(bytes).into_owned(), Span::new(at, at + 3), message))
    })
}

fn unreadable(text: String, span: Span, message: String) -> Unreadable {
    let help = "请用记事本等软件打开文件，选择“另存为”，编码选择“UTF-8”";
    let problem =
        Problem { kind: ProblemKind::Encoding, span, message, help: Some(help.into()), related: None };
    Unreadable { text, problem }
}

/// How many bytes are examined to guess an encoding.
const SAMPLE: usize = 64 * 1024;

/// The decoder of a text that seems to be UTF-16: it begins with a byte order mark, or in many units the same
/// one of the two bytes is zero, as in the line breaks and colons of any YAML.
fn utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => return Some(u16::from_be_bytes),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Quick exit: hardly any file contains a zero byte.
    if sample.iter().copied().fold(u8::MAX, u8::min) > 0 {
        return None;
    }
    let (mut high_first, mut low_first) = (0, 0);
    for pair in sample.chunks_exact(2) {
        high_first += usize::from(pair[0] == 0);
        low_first += usize::from(pair[1] == 0);
    }
    let many = 1 + sample.len() / 40;
    match (high_first, low_first) {
        (0, zeros) if zeros > many => Some(u16::from_le_bytes),
        (zeros, 0) if zeros > many => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether bytes that are not UTF-8 are pairs of GBK throughout, most of them in its common range.
fn seems_gbk(bytes: &[u8]) -> bool {
    let (mut pairs, mut common, mut at) = (0, 0, 0);
    while at < bytes.len().min(SAMPLE) {
        match (bytes[at], bytes.get(at + 1)) {
            (..=0x7F, _) => at += 1,
            (0x81..=0xFE, Some(trail @ (0x40..=0x7E | 0x80..=0xFE))) => {
                pairs += 1;
                common += usize::from(bytes[at] >= 0xA1 && *trail >= 0xA1);
                at += 2;
            }
            _ => return false,
        }
    }
    common * 10 >= pairs * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> (String, Problem) {
        let unreadable = decode(bytes.to_vec()).unwrap_err();
        assert!(unreadable.text.get(unreadable.problem.span.range()).is_some());
        (unreadable.text, unreadable.problem)
    }

    #[test]
    fn utf8_is_text_with_or_without_a_byte_order_mark() {
        for text in ["", "名称: 值\n", "\u{feff}名称: 值\n", "a: b\n", "a: \0\n"] {
            assert_eq!(decode(text.into()).unwrap(), text);
        }
    }

    #[test]
    fn gbk_is_guessed() {
        // 事项名称: 居民身份证\n
        let bytes = b"\xca\xc2\xcf\xee\xc3\xfb\xb3\xc6: \xbe\xd3\xc3\xf1\xc9\xed\xb7\xdd\xd6\xa4\n";
        let (_, problem) = problem(bytes);
        assert!(problem.message.contains("似为 GBK"), "{problem:?}");
        assert_eq!(problem.span.range(), 0..3);
    }

    #[test]
    fn utf16_is_guessed_and_shown() {
        let text = "事项名称: 居民身份证\n部门: 公安局\n";
        for mark in ["", "\u{feff}"] {
            let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            for bytes in [little, big] {
                let (shown, problem) = problem(&bytes);
                assert!(problem.message.contains("似为 UTF-16"), "{problem:?}");
                assert!(shown.ends_with(text));
            }
        }
    }

    #[test]
    fn another_byte_is_shown_at_its_place() {
        let bytes = ["名称: 值\n部门: ".as_bytes(), b"\xff\xe4\xb8"].concat();
        let (text, problem) = problem(&bytes);
        assert_eq!(&text[problem.span.range()], "\u{fffd}");
        assert_eq!(problem.span.range().start, "名称: 值\n部门: ".len());
        assert!(problem.message.contains("0xFF"), "{problem:?}");
    }

    #[test]
    fn utf8_cut_inside_a_character_is_not_taken_for_gbk() {
        let mut bytes = "受理条件: 申请人应当具有完全民事行为能力\n".as_bytes().to_vec();
        bytes.remove(4);
        let (_, problem) = problem(&bytes);
        assert!(!problem.message.contains("GBK"), "{problem:?}");
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let mut ids = ProblemKind::ALL.map(ProblemKind::id);
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(
            ProblemKind::ALL.iter().all(|kind| !kind.title().is_empty() && !kind.explanation().is_empty())
        );
    }
}
