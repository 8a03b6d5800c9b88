//! What can be wrong with a pack, a config or an exemption file.

use crate::text::Span;

/// Something wrong in a file, explained to its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What kind of mistake it is.
    pub code: Code,
    /// Its location.
    pub span: Span,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl Mistake {
    /// A mistake with a kind, a location and a message.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into() }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $id:literal, $title:literal;)+) => {
        /// The kinds of mistakes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// All of them, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The part of the identifier after the kind of file, in kebab-case.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$code => $id,)+
                }
            }

            /// What should hold, as a sentence in Chinese.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$code => $title,)+
                }
            }
        }
    };
}

codes! {
    /// A key that is not known here.
    UnknownKey = "unknown-key", "只写认识的键";
    /// A required key is missing.
    MissingKey = "missing-key", "必须写的键都写了";
    /// A word that is not one of those allowed here.
    UnknownWord = "unknown-word", "只写认识的词";
    /// A list in place of a text, or the like.
    WrongShape = "wrong-shape", "文本、列表、键值对各在其位";
    /// A text that is not a valid number, date or the like.
    WrongValue = "wrong-value", "数字、日期等写法正确";
    /// A required value is blank.
    BlankValue = "blank-value", "该说明的写了内容";
    /// An empty file.
    EmptyFile = "empty-file", "文件有内容";
    /// More than one document in the file.
    SeveralDocuments = "several-documents", "一个文件只写一份";

    /// An identifier that is not kebab-case.
    MalformedId = "malformed-id", "标识由小写字母、数字和“-”组成";
    /// A pack that is already loaded.
    DuplicatePack = "duplicate-pack", "规则包只加载一次";
    /// A pack that is extended but not loaded.
    UnknownPack = "unknown-pack", "所扩展的规则包已经加载";
    /// A profile with a name that guidelint itself uses.
    ReservedProfile = "reserved-profile", "检查方式的名称不与 guidelint 自己的相同";
    /// A profile that is not declared.
    UnknownProfile = "unknown-profile", "所写的检查方式是有的";
    /// Profiles that exclude each other.
    ContradictoryProfiles = "contradictory-profiles", "检查方式不互相矛盾";
    /// A text that is not a 行政区划代码.
    MalformedRegion = "malformed-region", "行政区划代码的写法正确";
    /// An invalid glob.
    MalformedGlob = "malformed-glob", "通配符的写法正确";
    /// An override that does not state to which guides it applies.
    MissingPaths = "missing-paths", "另作规定的写明是哪些指南";
    /// An exemption that does not state to which guide it applies.
    MissingGuide = "missing-guide", "豁免写明是哪一份指南";

    /// A source that does not state how much of it was read.
    UnstatedReading = "unstated-reading", "来源写明读过多少原文";
    /// A source with both a title and a description, or with neither.
    UntitledSource = "untitled-source", "来源写题名，没有见到题名的写它是什么";
    /// A source that ends before it begins.
    ContradictoryPeriod = "contradictory-period", "来源失效不早于生效";
    /// A source with a name that is already used.
    DuplicateSource = "duplicate-source", "来源的名称不重复";
    /// A source that does not exist.
    UnknownSource = "unknown-source", "所写的来源是有的";
    /// A clause that is already listed.
    DuplicateClause = "duplicate-clause", "每条只列一次";
    /// A clause that is not listed.
    UnlistedClause = "unlisted-clause", "所依据的条款在 clauses 中列出";
    /// A sentence without the number of its clause.
    PartWithoutNumber = "part-without-number", "写了哪一句的，写明是哪一条";
    /// A clause that people check, without a question.
    MissingQuestion = "missing-question", "由人工核对的条款写明问题";
    /// A clause that is not checked, without a reason.
    MissingReason = "missing-reason", "不检查、让位的写明原因";
    /// A clause that is marked as checked, but no rule is based on it.
    UncheckedClause = "unchecked-clause", "标为已检查的条款有规则依据它";
    /// A clause used as a ground that was not read, is not permanently in force or has no title.
    UnusableGround = "unusable-ground", "写作依据的条款读过、有题名、长期有效";

    /// A category that no pack declares.
    UnknownCategory = "unknown-category", "类别是声明过的";
    /// An element that no pack declares.
    UnknownElement = "unknown-element", "所写的要素是有的";
    /// An element with another shape than elsewhere, or with parts that its shape does not allow.
    ContradictoryShape = "contradictory-shape", "要素的形状前后一致";
    /// A name that already means another element.
    DuplicateName = "duplicate-name", "一个名称只指一个要素";
    /// A value that the element does not have.
    UnknownValue = "unknown-value", "所写的取值是有的";
    /// A value, or a spelling of one, that is repeated.
    DuplicateValue = "duplicate-value", "取值和它的写法不重复";
    /// A set of values that is repeated.
    DuplicateEnumeration = "duplicate-enumeration", "取值表不重复";
    /// A set of values that does not exist.
    UnknownEnumeration = "unknown-enumeration", "所写的取值表是有的";
    /// A burden that no pack declares.
    UnknownBurden = "unknown-burden", "负担是声明过的";
    /// A burden that cannot be measured in this way.
    ContradictoryBurden = "contradictory-burden", "负担的计量与要素的形状相符";
    /// An invalid form of names or values.
    MalformedForm = "malformed-form", "名称和取值的格式写法正确";
    /// A key word with several meanings, or with none.
    KeyWord = "key-word", "键名里的词有且只有一个意思";

    /// A fragment that is not declared.
    UnknownFragment = "unknown-fragment", "所用的片段是声明过的";
    /// A fragment that no expression uses.
    UnusedFragment = "unused-fragment", "声明的片段都用到";
    /// A fragment with an invalid name or use.
    MalformedFragment = "malformed-fragment", "片段的写法正确";
    /// An invalid regular expression.
    MalformedExpression = "malformed-expression", "正则表达式写法正确";
    /// A word list that does not exist.
    UnknownWordList = "unknown-word-list", "所写的词表是有的";
    /// A word list with a name that is already used.
    DuplicateWordList = "duplicate-word-list", "词表不重复";
    /// A word list with bounds that is combined with another one.
    BoundedWordList = "bounded-word-list", "限定了时限的词表单独用";
    /// A text that is not a time limit.
    NotATimeLimit = "not-a-time-limit", "时限的写法正确";
    /// An exception that has no effect in its list.
    IdleException = "idle-exception", "例外能起作用";
    /// A list of grounds that does not exist.
    UnknownGrounds = "unknown-grounds", "所写的依据表是有的";
    /// A table that does not exist.
    UnknownTable = "unknown-table", "所写的数据表是有的";
    /// A listed name that is not another name of an element.
    UnknownSynonym = "unknown-synonym", "所列的是其他叫法";

    /// A rule with a name that is already used.
    DuplicateRule = "duplicate-rule", "规则不重复";
    /// A rule that does not exist.
    UnknownRule = "unknown-rule", "所写的规则是有的";
    /// A rule that tightens another in a way that is not allowed.
    InvalidTightening = "invalid-tightening", "加严的规则只换依据和说法，不放宽";
    /// A rule that replaces another in a way that is not allowed.
    InvalidReplacement = "invalid-replacement", "代替的规则只代替由数据归纳的、看相同要素的规则";
    /// A severity that is too high for the source.
    ExcessiveSeverity = "excessive-severity", "级别不超过来源的效力";
    /// A mandatory rule whose severity is not error.
    InvalidMandatory = "invalid-mandatory", "必须遵守的规则的级别是错误";
    /// A rule without an element to check, or a rule for the whole guide with one.
    InvalidPlaces = "invalid-where", "where 与要求相符";
    /// An `against` whose element no condition of the rule requires to have content.
    InvalidAgainst = "invalid-against", "against 所写的要素在 when 中";
    /// A requirement that can never be met, or always is.
    InvalidDemand = "invalid-demand", "要求本身说得通";
    /// A placeholder that the rule does not have.
    UnknownPlaceholder = "unknown-placeholder", "占位符是此规则可用的";
    /// A brace without its counterpart.
    UnclosedPlaceholder = "unclosed-placeholder", "占位符的括号成对";
    /// A `fix` that changes nothing.
    IdleFix = "idle-fix", "fix 写明把什么改成什么";
    /// A rule without examples.
    MissingExample = "missing-example", "规则带有例子";

    /// An example whose result differs from what the rule states.
    FailedExample = "failed-example", "例子与规则相符";
    /// A `fix` that does not repair its own examples.
    FailedFix = "failed-fix", "fix 改好自己的例子";
    /// An example of a name that is not read as stated.
    FailedName = "failed-name", "名称读作它该读的要素";
    /// A clause or a rule that claims more than its source says.
    UnfoundedClaim = "unfounded-claim", "条款和规则不说来源没有说的话";
    /// An entry of a word list that no example uses.
    UntestedWord = "untested-word", "词表的每一项都有例子用到";
    /// A word list that no rule uses.
    UnusedWordList = "unused-word-list", "词表都有规则使用";
    /// A set of values that no rule checks.
    UnusedEnumeration = "unused-enumeration", "取值都有规则核对";
    /// A rule that can never report anything.
    ShadowedRule = "shadowed-rule", "规则能起作用";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_code_is_there_once_in_kebab_case() {
        let ids: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
        assert_eq!(titles.len(), Code::ALL.len());
        for id in ids {
            assert!(
                id.split('-').all(|word| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase())),
                "{id}"
            );
        }
    }
}
