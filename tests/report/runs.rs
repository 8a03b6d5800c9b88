//! Runs built by hand over guides as people write them.

use std::sync::Arc;

use guidelint::finding::{Clause, Finding, Obligation, Related, RuleInfo, Severity, TextStatus};
use guidelint::fix::{Edit, Fix, Safety};
use guidelint::lint::{FileReport, Run, Status, Usage};
use guidelint::pack::PackInfo;
use guidelint::text::{SourceFile, Span};

/// A guide with what a linter would find in it.
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

/// The `nth` place of `words` in a text, from 0.
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
    })
}

/// A clause that was read.
pub(crate) fn clause(title: &str, number: &str) -> Clause {
    Clause {
        source: "yuan".into(),
        title: title.into(),
        number: Some(number.into()),
        status: TextStatus::Full,
        inferred: false,
    }
}

/// A finding with nothing but its place.
pub(crate) fn finding(rule: &Arc<RuleInfo>, severity: Severity, message: &str, spans: &[Span]) -> Finding {
    Finding {
        rule: Arc::clone(rule),
        severity,
        message: message.into(),
        help: None,
        args: [("found".to_owned(), "甲".to_owned())].into(),
        spans: spans.to_vec(),
        path: String::new(),
        related: vec![],
        elsewhere: vec![],
        fix: None,
    }
}

/// A file with findings.
pub(crate) fn file(path: &str, text: &str, status: Status, findings: Vec<Finding>) -> FileReport {
    let guides = usize::from(matches!(status, Status::Checked));
    FileReport {
        source: SourceFile::new(path, text),
        status,
        guides,
        findings,
        usage: Usage::default(),
        facts: vec![],
    }
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

/// A finding without frills on one place of a text, in a file of its own.
pub(crate) fn simple(text: &str, span: Span) -> Run {
    let rule = rule("vague-time-limit", "办结时限应当是具体的时间", None);
    let found = finding(&rule, Severity::Error, "时限不明确", &[span]);
    run(vec![file("指南.yaml", text, Status::Checked, vec![found])])
}

/// What the guide above deserves: every severity, related places, a fix, several findings at one place.
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
                safety: Safety::NeedsReview,
                edits: vec![Edit { span: place(GUIDE, "视情况", 0), text: "必要".into() }],
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
