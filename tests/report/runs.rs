//! Runs built by hand over realistic guides.

use std::sync::Arc;

use guidelint::date::Date;
use guidelint::finding::{
    Clause, Elsewhere, Finding, Kind, Obligation, Related, RuleInfo, Severity, Suppressed, Suppression,
    SuppressionReason, TextStatus,
};
use guidelint::fix::{Applicability, Change, Edit, Fix};
use guidelint::lint::{CheckedGuide, FileReport, Run, Status};
use guidelint::pack::PackInfo;
use guidelint::report::{self, FailOn, Format, Options};
use guidelint::text::{LineColumn, SourceFile, Span};

/// A guide with problems that a linter would find.
pub(crate) const GUIDE: &str = "\
事项名称: 食品经营许可（新办）
事项类型: 行政许可
实施主体: 某市某区市场监督管理局
申请材料:
  - 材料名称: 食品经营许可申请书
    材料必要性: 必要
  - 材料名称: 其他有关材料
    材料必要性: 视情况
法定办结时限: 5个工作日
承诺办结时限: 20个工作日
是否收费: 否
";

/// The `nth` occurrence of `words` in a text, from 0.
pub(crate) fn place(text: &str, words: &str, nth: usize) -> Span {
    let (start, _) = text.match_indices(words).nth(nth).expect("the words are in the text");
    Span::new(start, start + words.len())
}

/// A rule of the pack `banshi`.
pub(crate) fn rule(id: &str, title: &str, clause: Option<(Obligation, Clause)>) -> Arc<RuleInfo> {
    let (obligation, clause) = clause.unzip();
    Arc::new(RuleInfo {
        id: format!("banshi/{id}"),
        title: title.into(),
        category: "elements".into(),
        obligation,
        clause,
        mandatory: false,
    })
}

/// A clause whose text was read.
pub(crate) fn clause(title: &str, number: &str) -> Clause {
    Clause {
        source: "yuan".into(),
        title: title.into(),
        number: Some(number.into()),
        part: None,
        words: None,
        status: TextStatus::Full,
        inferred: false,
    }
}

/// A finding with only a location.
pub(crate) fn finding(rule: &Arc<RuleInfo>, severity: Severity, message: &str, spans: &[Span]) -> Finding {
    Finding {
        args: [("found", "甲".to_owned())].into(),
        guides: vec![0],
        ..Finding::new(rule, severity, message.into(), spans.to_vec())
    }
}

/// A file with findings.
pub(crate) fn file(path: &str, text: &str, status: Status, findings: Vec<Finding>) -> FileReport {
    let guide = CheckedGuide { is_whole: true, span: Span::new(0, text.len()), ..CheckedGuide::default() };
    let guides = if status == Status::Checked { vec![guide] } else { vec![] };
    FileReport { guides, ..FileReport::without_guides(SourceFile::new(path, text), status, findings) }
}

/// A run over files.
pub(crate) fn run(files: Vec<FileReport>) -> Run {
    let pack = PackInfo {
        id: "banshi".into(),
        version: "0.1.0".into(),
        title: "政务服务办事指南基本规则".into(),
        region: None,
        profile: None,
    };
    Run { packs: vec![pack], files, ..Run::default() }
}

/// A simple finding at one location of a text, in a file of its own.
pub(crate) fn simple(text: &str, span: Span) -> Run {
    let rule = rule("vague-time-limit", "办结时限应当是具体的时间", None);
    let found = finding(&rule, Severity::Error, "时限不明确", &[span]);
    run(vec![file("指南.yaml", text, Status::Checked, vec![found])])
}

/// Findings in the guide above: every severity, related locations, a fix, several findings at one location.
pub(crate) fn realistic() -> Run {
    let shall = |id, title| {
        rule(id, title, Some((Obligation::Shall, clause("中华人民共和国行政许可法", "第三十条"))))
    };
    let first = place(GUIDE, "事项名称", 0);
    let missing = |id, what: &str| {
        let message = format!("缺少“{what}”");
        let help = format!("写明“{what}”，申请人据此判断能不能办、到哪里办");
        Finding {
            help: Some(help),
            ..finding(&shall(id, "办事指南应当载明基本要素"), Severity::Error, &message, &[first])
        }
    };
    let derived =
        Clause { number: None, status: TextStatus::Derived, ..clause("全国政务服务数据归纳", "") };
    let phone = rule("contact-present", "办事指南宜写明咨询方式", Some((Obligation::Should, derived)));
    let advice = finding(&phone, Severity::Advice, "没有写咨询方式", &[first]);
    let vague = rule(
        "vague-material",
        "申请材料不得使用兜底表述",
        Some((
            Obligation::ShallNot,
            Clause {
                inferred: true, ..clause("GB/T 36113-2018 政务服务中心服务供给规范", "5.2.1")
            },
        )),
    );
    let unseen = Clause { status: TextStatus::Unseen, ..clause("某省政务服务条例", "第九条") };
    let need = rule("necessity", "材料必要性应当取规定的值", Some((Obligation::Shall, unseen)));
    let limits = shall("commitment-within-statute", "承诺办结时限不得长于法定办结时限");
    let promised = place(GUIDE, "20个工作日", 0);
    let findings = vec![
        missing("acceptance-conditions", "受理条件"),
        missing("handling-process", "办理流程"),
        advice,
        Finding {
            path: "申请材料[2].材料名称".into(),
            help: Some("逐项写出每份材料的名称；没有别的材料，就删去这一项".into()),
            ..finding(&vague, Severity::Error, "“其他有关”让申请人无从准备", &[place(GUIDE, "其他有关", 0)])
        },
        Finding {
            path: "申请材料[2].材料必要性".into(),
            fix: Some(Fix {
                title: "改为“必要”".into(),
                applicability: Applicability::Unsafe,
                edits: vec![Edit { span: place(GUIDE, "视情况", 0), text: "必要".into() }],
                change: unchanged(),
            }),
            ..finding(
                &need,
                Severity::Warning,
                "材料必要性“视情况”不是规定的值",
                &[place(GUIDE, "视情况", 0)],
            )
        },
        Finding {
            path: "承诺办结时限".into(),
            help: Some("承诺办结时限改为不超过 5 个工作日".into()),
            related: vec![Related {
                span: place(GUIDE, "5个工作日", 0),
                message: "法定办结时限在这里".into(),
            }],
            ..finding(
                &limits,
                Severity::Error,
                "承诺办结时限“20个工作日”长于法定办结时限“5个工作日”",
                &[promised],
            )
        },
    ];
    run(vec![file("guides/食品经营许可.yaml", GUIDE, Status::Checked, findings)])
}

/// Text that is often counted, escaped or quoted wrongly: a byte order mark, `\r\n`, an astral character, a
/// word broken by folding, and markup of other formats.
pub(crate) const AWKWARD: &str = "\u{feff}店名: 𠮷野家尽快\r\n说明: >\r\n  请视\r\n  情况办理\r\n\
    备注: <b>|`x`@某人 #1 [点](http://a.b) %41::{0}\u{1b}[2J\u{b}\u{202e}\u{ffff}]]>\r\n";

/// A name that is difficult in a URI, in a property of a workflow command and in Markdown.
pub(crate) const AWKWARD_PATH: &str = "指南/食品 100%,a:b_@c_|#1.yaml";

/// Findings of every severity on awkward text, next to a file that could not be read and one that is not a
/// guide. The argument `found` of each finding is the text found.
pub(crate) fn awkward() -> Run {
    let clause = || Some((Obligation::ShallNot, clause("某市“办事<指南>”规定", "第1|2条")));
    let found = |rule: &Arc<RuleInfo>, severity, words: &str, spans: &[Span]| Finding {
        args: [("found", words.to_owned())].into(),
        ..finding(rule, severity, &format!("“{words}”不明确"), spans)
    };
    let vague = rule("vague", "用语<应当>明确", clause());
    let note = AWKWARD.split("备注: ").nth(1).expect("there is a note").trim_end();
    let parts = [place(AWKWARD, "视", 0), place(AWKWARD, "情况", 0)];
    let edit = |words, text: &str| Edit { span: place(AWKWARD, words, 0), text: text.into() };
    let findings = vec![
        Finding {
            path: "店名".into(),
            fix: Some(Fix {
                title: "写明时间".into(),
                applicability: Applicability::Safe,
                edits: vec![edit("野", "乙"), edit("尽快", "三日内")],
                change: unchanged(),
            }),
            ..found(&vague, Severity::Error, "尽快", &[place(AWKWARD, "尽快", 0)])
        },
        Finding {
            help: Some("写明什么情况。\n不要写“视情况”".into()),
            ..found(&rule("broken", "不得折断", None), Severity::Warning, "视情况", &parts)
        },
        Finding {
            elsewhere: vec![Elsewhere {
                file: "别的 一份.yaml".into(),
                at: LineColumn { line: 3, column: 4 },
                message: "这里写的是“|”".into(),
            }],
            related: vec![Related { span: place(AWKWARD, "𠮷", 0), message: "见{1}[这里](2)".into() }],
            ..found(
                &rule("markup", "不得有标记", clause()),
                Severity::Advice,
                note,
                &[place(AWKWARD, note, 0)],
            )
        },
        found(&vague, Severity::Error, "办理", &[place(AWKWARD, "办理", 0)]),
    ];
    run(vec![
        file(AWKWARD_PATH, AWKWARD, Status::Checked, findings),
        file("坏 了.yaml", "", Status::Unreadable("没有读取权限".into()), vec![]),
        file("别的.yaml", "a: 1\n", Status::NotAGuide, vec![]),
        file("好.yaml", GUIDE, Status::Checked, vec![]),
    ])
}

/// Runs without findings: clean, unreadable, not a guide, no files.
pub(crate) fn without_findings() -> [Run; 4] {
    let unreadable = || file("坏.yaml", "", Status::Unreadable("没有读取权限".into()), vec![]);
    let stranger = || file("别的.yaml", "a: 1\n", Status::NotAGuide, vec![]);
    [
        run(vec![file("指南.yaml", GUIDE, Status::Checked, vec![])]),
        run(vec![unreadable()]),
        run(vec![stranger()]),
        Run::default(),
    ]
}

/// The texts found by the findings of a run, in the order of the report.
pub(crate) fn found(run: &Run) -> Vec<&str> {
    run.files.iter().flat_map(|file| &file.findings).map(|finding| &*finding.args["found"]).collect()
}

/// The report on a run in a format.
pub(crate) fn written(run: &Run, format: Format) -> String {
    let mut out = Vec::new();
    report::write(&mut out, run, format, FailOn::Error, &Options::default())
        .expect("writing to memory cannot fail");
    String::from_utf8(out).expect("a report is text")
}

/// The lines of a text with their line breaks, without a byte order mark; computed by rewriting.
fn lines(text: &str) -> Vec<String> {
    let marked = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\u{1}")
        .replace('\r', "\r\0")
        .replace('\n', "\n\0");
    let marked = marked.replace('\u{1}', "\r\n\0");
    marked.split('\0').map(str::to_owned).collect()
}

/// The text between two positions, given as line and code point, both from 1.
pub(crate) fn between(text: &str, start: (u64, u64), end: (u64, u64)) -> String {
    let lines = lines(text);
    let offset = |(line, column): (u64, u64)| {
        let before: usize = lines[..number(line) - 1].iter().map(|line| line.chars().count()).sum();
        before + number(column) - 1
    };
    let all: Vec<char> = lines.concat().chars().collect();
    all[offset(start)..offset(end)].iter().collect()
}

/// Converts a number of a report.
pub(crate) fn number(number: u64) -> usize {
    usize::try_from(number).expect("small")
}

/// A text without line breaks and folding.
pub(crate) fn unfolded(text: &str) -> String {
    text.replace("\r\n  ", "")
}

/// A run in which nothing counts: one finding for every reason.
pub(crate) fn suppressed() -> Run {
    let mut run = simple("承诺办结时限: 尽快\n", Span::new(20, 26));
    let file = &mut run.files[0];
    let found = file.findings.remove(0);
    let day = |text: &str| text.parse::<Date>().expect("it is a day");
    let answered = |kind, reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        Suppression { kind, reason, approved_by: None, document: None, until: None }
    };
    let exemption = Suppression {
        approved_by: Some("某市行政审批局".into()),
        document: Some("某审改〔2026〕3号".into()),
        until: Some(day("2027-01-01")),
        ..answered(Kind::Exemption, Some("系统改造期间"))
    };
    let reasons = [
        SuppressionReason::Upcoming(day("2027-07-01")),
        SuppressionReason::Suppressed(answered(Kind::Comment, Some("<b>上级</b>平台 | 只能这样写"))),
        SuppressionReason::Suppressed(exemption),
        SuppressionReason::Suppressed(answered(Kind::Baseline, None)),
    ];
    file.suppressed =
        reasons.into_iter().map(|reason| Suppressed { finding: found.clone(), reason }).collect();
    run
}

/// The parts of a fix that reports do not show.
fn unchanged() -> Change {
    Change::Value { scalar: Span::default(), part: Span::default(), text: String::new() }
}
