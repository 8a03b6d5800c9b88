//! Every part of the value of a scalar maps back to the characters that it was written with.

use guidelint::document::parse;

use crate::scalars;

/// The source of a word in the first scalar that contains it.
fn places_of<'s>(source: &'s str, word: &str) -> Vec<&'s str> {
    let stream = parse(source);
    assert!(stream.problems.is_empty(), "{:?}", stream.problems);
    let mut found = Vec::new();
    stream.documents().for_each(|root| scalars(root, &mut found));
    let (node, at) = found
        .iter()
        .find_map(|node| Some((node, node.text()?.find(word)?)))
        .unwrap_or_else(|| panic!("no {word:?} in {found:?}"));
    node.spans_of(at..at + word.len()).into_iter().map(|span| &source[span.range()]).collect()
}

macro_rules! cases {
    ($($name:ident: $word:literal in $source:literal is [$($expected:literal),*];)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(places_of($source, $word), [$($expected),*]);
        }
    )*};
}

cases! {
    third_line_of_a_literal: "酌情" in "说明: |\n  第一行\n  第二行\n  第三行酌情办理\n" is ["酌情"];
    third_line_of_a_folded: "酌情" in "说明: >\n  第一行\n  第二行\n  第三行酌情办理\n后: 1\n" is ["酌情"];
    across_a_folded_line_break: "尽 快" in "说明: >-\n  请尽\n  快办理\n" is ["尽\n  快"];
    across_a_kept_line_break: "尽\n快" in "说明: |-\n  请尽\n  快办理\n" is ["尽\n  快"];
    further_indented_with_blank_lines_and_windows_line_ends:
        "* 酌情" in "说明: >+\r\n\r\n  甲\r\n\r\n    * 酌情\r\n\r\n  尾酌\r\n\r\n" is ["* 酌情"];
    indentation_indicator: "酌情" in "说明: |2-\n    缩进酌情\n  正常\n" is ["酌情"];
    escapes_and_a_joined_line: "酌情" in "说明: \"前\\u9152\\t酌\\\n    情办 \n\n   理\"\n" is ["酌", "情"];
    written_as_escapes: "酌情" in "说明: \"请\\u914c\\u60c5办理\"\n" is ["\\u914c\\u60c5"];
    doubled_quote_and_a_folded_line: "'酌 情'" in "说明: '它''酌\n  情''x'\n" is ["''酌\n  情''"];
    plain_lines_in_a_list: "酌 情" in "[甲, 请酌\n  情 办理, 乙] # 酌情\n" is ["酌\n  情"];
    leading_blank_lines_tab_and_rare_character:
        "𠮷酌情" in "说明: |\n\n\n  \t𠮷酌情👍\n" is ["𠮷酌情"];
    byte_order_mark_anchor_and_tag: "酌情" in "\u{feff}说明: &a !!str >-\n   请\n   酌情\n" is ["酌情"];
    literal_as_a_key: "酌情" in "? |\n  酌情\n: v\n" is ["酌情"];
    no_line_break_at_the_end: "酌情" in "- |\n 甲\n 酌情" is ["酌情"];
    surrogate_pair: "𠮷酌" in "a: \"x\\uD842\\uDFB7酌情\"\n" is ["\\uD842\\uDFB7酌"];
    verbatim_in_quotes: "酌情" in "a: '请酌情办理'\n" is ["酌情"];
    across_blank_lines: "甲\n\n乙" in "a: 甲 \n\n \t\n  乙\n" is ["甲 \n\n \t\n  乙"];
    eight_digits: "𠮷" in "a: \"\\U00020bb7\"\n" is ["\\U00020bb7"];
    one_line_of_a_literal: "酌情办理\n" in "a: |\n  请酌情办理\n" is ["酌情办理"];
}

#[test]
fn what_stands_nowhere_is_the_whole_scalar() {
    let source = "a: |\n  请\n\nb: \"c\"\n";
    let stream = parse(source);
    let value = stream.documents().next().unwrap().get("a").unwrap().value;
    assert_eq!(value.text(), Some("请\n"));
    assert_eq!(value.spans_of(3..4), [value.span()]);
    assert_eq!(value.spans_of(1..1), [value.span()]);
    assert_eq!(value.spans_of(90..99), [value.span()]);
}

#[test]
fn an_alias_leads_to_its_target() {
    let source = "a: &x 请酌情\nb: *x\n";
    let stream = parse(source);
    let value = stream.documents().next().unwrap().get("b").unwrap().value;
    let place = value.spans_of(3..9)[0];
    assert_eq!((place.start, &source[place.range()]), (9, "酌情"));
}
