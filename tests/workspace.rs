//! Checking from paths to findings that count, without a disk or the command line, as a language server and a
//! web page do.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use guidelint::date::Date;
use guidelint::finding::{FailOn, Finding, Kind, SuppressionReason};
use guidelint::lint::{self, FileCheck, FileId, FileReport, Run};
use guidelint::pack::{Ruleset, Selection};
use guidelint::report::{self, Format, Options};
use guidelint::rules;
use guidelint::workspace::{
    BaselineChange, BaselineUpdate, CheckOptions, Checks, ConfigChoice, MemoryFileSystem, Scope,
    VersionControl, Workspace, WorkspaceError,
};

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs are tested"));

/// A guide with a limit that is too long, and with a code that only one guide may have.
const LATE: &str = "事项名称: 犬只登记\n法定办结时限: 5个工作日\n承诺办结时限: 20个工作日\n";

/// The same guide with a valid limit.
const IN_TIME: &str = "事项名称: 犬只登记\n法定办结时限: 20个工作日\n承诺办结时限: 5个工作日\n";

/// The same guide with a vague limit.
const VAGUE: &str = "事项名称: 犬只登记\n法定办结时限: 20个工作日\n承诺办结时限: 尽快\n";

/// The rule that finds the limit too long.
const RULE: &str = "limits/promise-within-statute";

fn options() -> CheckOptions {
    CheckOptions::new("2026-11-28".parse::<Date>().expect("it is a day"))
}

fn files(files: &[(&str, &str)]) -> MemoryFileSystem {
    let mut memory = MemoryFileSystem::new();
    for (path, text) in files {
        memory.insert(path, *text);
    }
    memory
}

fn open<'a>(memory: &'a MemoryFileSystem, options: &'a CheckOptions, paths: &[&str]) -> Workspace<'a> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    Workspace::open(memory, options, &paths).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A complete run from scratch.
fn run(memory: &MemoryFileSystem, options: &CheckOptions, paths: &[&str]) -> Run {
    let workspace = open(memory, options, paths);
    concluded(&workspace, &workspace.check())
}

fn concluded(workspace: &Workspace<'_>, checks: &Checks) -> Run {
    let policies = workspace.policies().unwrap_or_else(|error| panic!("{error:?}"));
    let conclusion = workspace.conclude(checks, &policies, &Scope::All);
    conclusion.unwrap_or_else(|error| panic!("{error:?}")).run
}

/// A run as its JSON report, which contains everything.
fn json(run: &Run) -> String {
    let mut bytes = Vec::new();
    report::write(&mut bytes, run, Format::Json, FailOn::Error, &Options::default())
        .expect("memory can be written to");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

fn named<'r>(run: &'r Run, name: &str) -> &'r FileReport {
    run.files.iter().find(|file| file.source.path() == name).expect("the file is in the run")
}

fn has(findings: &[Finding], rule: &str) -> bool {
    findings.iter().any(|finding| finding.rule.id == rule)
}

fn id(workspace: &Workspace<'_>, name: &str) -> FileId {
    workspace.files.iter().find(|file| file.name == name).expect("the file is in the workspace").id
}

#[test]
fn a_folder_in_memory_is_checked_as_one_on_disk() {
    let memory = files(&[("指南/甲.yaml", LATE), ("指南/乙.yaml", IN_TIME), ("指南/说明.txt", "无")]);
    let run = run(&memory, &options(), &["指南"]);
    let names: Vec<&str> = run.files.iter().map(|file| file.source.path()).collect();
    assert_eq!(names, ["指南/乙.yaml", "指南/甲.yaml"]);
    assert!(has(&named(&run, "指南/甲.yaml").findings, RULE));
    assert!(!has(&named(&run, "指南/乙.yaml").findings, RULE));
    assert!(run.packs.iter().any(|pack| pack.id == "limits"));
}

/// A guide with a fixed code and the given name.
fn guide(name: &str, limit: &str) -> String {
    format!("基本编码: \"000131004000\"\n事项名称: {name}\n承诺办结时限: {limit}\n")
}

/// Whether a finding has a location in another file.
fn is_compared(finding: &Finding) -> bool {
    !finding.elsewhere.is_empty()
}

#[test]
fn one_file_of_many_is_checked_again_without_the_others() {
    let before = [
        ("甲.yaml", guide("犬只登记", "尽快")),
        ("乙.yaml", guide("犬只登记", "5个工作日")),
        ("丙.yaml", guide("犬只登记", "5个工作日")),
    ];
    let mut memory = MemoryFileSystem::new();
    for (path, text) in &before {
        memory.insert(path, text.clone());
    }
    let options = options();
    let paths = ["甲.yaml", "乙.yaml", "丙.yaml"];
    let first = json(&run(&memory, &options, &paths));

    // Another name for the same code: this changes the findings in a file that was not changed.
    let after = guide("犬只注销", "尽快");
    let mut changed = memory.clone();
    changed.insert("甲.yaml", after);
    let from_nothing = run(&changed, &options, &paths);
    assert!(named(&from_nothing, "乙.yaml").findings.iter().any(is_compared), "{}", json(&from_nothing));

    let old = open(&memory, &options, &paths);
    let mut checks = old.check();
    assert_eq!(json(&concluded(&old, &checks)), first);
    let new = open(&changed, &options, &paths);
    let file = id(&new, "甲.yaml");
    checks.insert(file, new.check_file(file).expect("it is to be checked"));
    assert_eq!(json(&concluded(&new, &checks)), json(&from_nothing));
    assert_ne!(json(&from_nothing), first);
    // Change it back.
    checks.insert(file, old.check_file(file).expect("it is to be checked"));
    assert_eq!(json(&concluded(&old, &checks)), first);
}

#[test]
fn a_check_can_be_concluded_as_often_as_somebody_likes() {
    let text = format!(
        "{}备注: 无 # guidelint: ignore[limits/measurable] 系统改造期间\n",
        guide("犬只登记", "尽快")
    );
    let selection = Selection::default();
    let checks: Vec<FileCheck> = [text, guide("犬只注销", "5个工作日")]
        .into_iter()
        .map(|text| lint::check("指南.yaml", text.into(), &RULESET, &selection))
        .collect();
    let all: Vec<&FileCheck> = checks.iter().collect();
    let compared = lint::compare_guides(&RULESET, &all);
    let [(1, _)] = &compared[..] else { panic!("the second guide differs from the first: {compared:?}") };
    assert_eq!(lint::compare_guides(&RULESET, &all), compared);
    let conclude = |file: usize| {
        let own = compared.iter().filter(|(index, _)| *index == file).map(|(_, finding)| finding.clone());
        lint::conclude(&checks[file], own.collect(), &mut [])
    };
    for file in [0, 1] {
        let (first, second) = (conclude(file), conclude(file));
        assert_eq!(first.findings, second.findings);
        assert_eq!(first.suppressed, second.suppressed);
    }
    assert!(has(&conclude(0).findings, "suppression/unused"), "the comment stands at another key");
    assert!(!has(&checks[0].findings, "suppression/unused"), "a check is not changed by concluding it");
    assert_eq!(conclude(1).findings.len(), checks[1].findings.len() + 1);
}

#[test]
fn of_files_out_of_scope_nobody_hears() {
    struct Changed(&'static str);
    impl VersionControl for Changed {
        fn changed_since(&self, revision: &str) -> Result<HashSet<PathBuf>, String> {
            match revision {
                "main" => Ok([PathBuf::from(self.0)].into()),
                _ => Err(format!("没有版本 {revision}")),
            }
        }
    }
    let (first, second) = (guide("犬只登记", "尽快"), guide("犬只注销", "5个工作日"));
    let memory = files(&[("甲.yaml", &first), ("乙.yaml", &second)]);
    let options = CheckOptions { changed_since: Some("main".into()), ..options() };
    let workspace = open(&memory, &options, &["甲.yaml", "乙.yaml"]);
    let policies = workspace.policies().expect("there are none");
    let checks = workspace.check();
    for (path, name) in [("/甲.yaml", "甲.yaml"), ("/乙.yaml", "乙.yaml")] {
        let scope = workspace.scope(&Changed(path)).expect("the revision is known");
        let run = workspace.conclude(&checks, &policies, &scope).expect("nothing can fail").run;
        let [file] = &run.files[..] else { panic!("one file was changed") };
        assert_eq!(file.source.path(), name);
        assert!(file.findings.iter().any(is_compared), "{name}");
        assert_eq!(run.unchanged_files.map(|files| files.len()), Some(1));
    }
    let unknown = CheckOptions { changed_since: Some("dev".into()), ..options.clone() };
    let workspace = open(&memory, &unknown, &["甲.yaml"]);
    let Err(WorkspaceError::Message(message)) = workspace.scope(&Changed("")) else {
        panic!("it is unknown")
    };
    assert_eq!(message, "没有版本 dev");
}

#[test]
fn configs_exemptions_and_baselines_are_read_from_memory() {
    const EXEMPTIONS: &str = "\
exemptions:
  - rule: limits/measurable
    guide: 甲.yaml
    reason: 系统改造期间
    approved_by: 某市行政审批局
    document: 某审改〔2026〕3号
    until: 2027-01-01
";
    let memory = files(&[
        ("局/甲.yaml", VAGUE),
        ("局/乙.yaml", VAGUE),
        ("局/草稿/丙.yaml", VAGUE),
        ("局/豁免.yaml", EXEMPTIONS),
        ("局/guidelint.yaml", "exemptions: 豁免.yaml\nexclude: [草稿/**]\nfail_on: warning\n"),
        ("院/丁.yaml", VAGUE),
    ]);
    let (options, paths) = (options(), ["局", "院"]);
    let workspace = open(&memory, &options, &paths);
    assert_eq!(workspace.settings.fail_on(&options), FailOn::Warning);
    let run = concluded(&workspace, &workspace.check());
    let names: Vec<&str> = run.files.iter().map(|file| file.source.path()).collect();
    assert_eq!(names, ["局/乙.yaml", "局/甲.yaml", "院/丁.yaml"]);
    let suppressed = &named(&run, "局/甲.yaml").suppressed;
    let by = suppressed.iter().find(|one| one.finding.rule.id == "limits/measurable").expect("it is exempt");
    assert!(matches!(&by.reason, SuppressionReason::Suppressed(by) if by.document.is_some()));
    for other in ["局/乙.yaml", "院/丁.yaml"] {
        assert!(has(&named(&run, other).findings, "limits/measurable"), "{other}");
    }

    // A baseline is returned, not written; when it is read again, it suppresses its findings.
    let write = CheckOptions {
        baseline_update: Some(BaselineUpdate::Write("基线.json".into())),
        ..options.clone()
    };
    let workspace = open(&memory, &write, &paths);
    let policies = workspace.policies().expect("they can be read");
    let conclusion = workspace.conclude(&workspace.check(), &policies, &Scope::All).expect("it is new");
    let [written] = &conclusion.baselines[..] else { panic!("one baseline is to be written") };
    assert_eq!(written.change, BaselineChange::Written);
    assert!(written.findings > 0 && !memory_has(&memory, "基线.json"));
    let mut with_baseline = memory.clone();
    with_baseline.insert("基线.json", written.text.clone());
    let read = CheckOptions { baseline: Some("基线.json".into()), ..options.clone() };
    let again = self::run(&with_baseline, &read, &paths);
    assert_eq!(json(&again), json(&conclusion.run));

    // Fixed findings are removed from it, and it does not grow.
    with_baseline.insert("院/丁.yaml", IN_TIME);
    let prune = CheckOptions { baseline_update: Some(BaselineUpdate::Prune), ..read.clone() };
    let workspace = open(&with_baseline, &prune, &paths);
    let policies = workspace.policies().expect("they can be read");
    let conclusion = workspace.conclude(&workspace.check(), &policies, &Scope::All).expect("it shrinks");
    assert!(matches!(conclusion.baselines[0].change, BaselineChange::Pruned(dropped) if dropped > 0));
    with_baseline.insert("局/甲.yaml", format!("{VAGUE}咨询方式: 视情况\n办理流程: 视情况\n"));
    let workspace = open(&with_baseline, &write, &paths);
    let policies = workspace.policies().expect("they can be read");
    let grown = workspace.conclude(&workspace.check(), &policies, &Scope::All);
    let Err(WorkspaceError::Message(message)) = grown else { panic!("it would grow") };
    assert!(message.contains("只能缩小"), "{message}");
}

#[test]
fn of_several_reasons_comments_come_first_then_exemptions_then_the_baseline() {
    let exemptions = "exemptions:\n  - {rule: limits/measurable, guide: 甲.yaml, reason: 系统改造期间, approved_by: 某局, document: 某发〔2026〕3号, until: 2027-01-01}\n";
    let comment = VAGUE.replace("尽快", "尽快 # guidelint: ignore[limits/measurable] 系统改造期间");
    let mut memory = files(&[("甲.yaml", VAGUE), ("豁免.yaml", exemptions)]);
    let write =
        CheckOptions { baseline_update: Some(BaselineUpdate::Write("基线.json".into())), ..options() };
    let workspace = open(&memory, &write, &["甲.yaml"]);
    let policies = workspace.policies().expect("there are none");
    let conclusion = workspace.conclude(&workspace.check(), &policies, &Scope::All).expect("it is new");
    memory.insert("基线.json", conclusion.baselines[0].text.clone());
    let all = CheckOptions {
        baseline: Some("基线.json".into()),
        exemptions: Some("豁免.yaml".into()),
        ..options()
    };
    let kind = |memory: &MemoryFileSystem, options: &CheckOptions| {
        let run = run(memory, options, &["甲.yaml"]);
        let suppressed = &named(&run, "甲.yaml").suppressed;
        let one = suppressed.iter().find(|one| one.finding.rule.id == "limits/measurable");
        match &one.expect("it is suppressed").reason {
            SuppressionReason::Suppressed(by) => by.kind,
            SuppressionReason::Upcoming(_) => panic!("it is in force"),
        }
    };
    let mut with_comment = memory.clone();
    with_comment.insert("甲.yaml", comment);
    assert_eq!(kind(&with_comment, &all), Kind::Comment);
    assert_eq!(kind(&memory, &all), Kind::Exemption);
    assert_eq!(kind(&memory, &CheckOptions { exemptions: None, ..all.clone() }), Kind::Baseline);
}

fn memory_has(memory: &MemoryFileSystem, path: &str) -> bool {
    use guidelint::workspace::FileSystem as _;
    memory.exists(path.as_ref())
}

#[test]
fn nothing_can_be_asked_of_a_file_that_there_is_not() {
    let memory = files(&[("甲.yaml", LATE), ("guidelint.yaml", "exclude: [乙.yaml]\n"), ("乙.yaml", LATE)]);
    let options = options();
    let workspace = open(&memory, &options, &["."]);
    let unknown = FileId(9);
    assert!(workspace.files.get(unknown).is_none() && workspace.settings.of(unknown).is_none());
    assert!(workspace.check_file(unknown).is_none() && workspace.check_text(unknown, LATE).is_none());
    // A file that a config excludes is known, but not checked.
    let names: Vec<&str> = workspace.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["甲.yaml"]);
    // Checks of files that do not exist are not part of a run.
    let mut checks = workspace.check();
    let file = id(&workspace, "甲.yaml");
    checks.insert(unknown, checks.get(file).expect("it was checked").clone());
    assert_eq!(concluded(&workspace, &checks).files.len(), 1);
    // A file that was not checked yet is left out.
    assert_eq!(
        concluded(&workspace, &Checks::default()).files.len(),
        1,
        "only that there is no guide is said"
    );
}

#[test]
fn two_files_that_are_shown_alike_are_two_files() {
    let mut memory = files(&[("甲.yaml", LATE)]);
    memory.set_standard_input(IN_TIME);
    let options = CheckOptions { standard_input_name: Some("甲.yaml".into()), ..options() };
    let run = run(&memory, &options, &["甲.yaml", "-"]);
    let found: Vec<_> = run.files.iter().map(|file| (file.id, has(&file.findings, RULE))).collect();
    assert_eq!(found, [(Some(FileId(0)), true), (Some(FileId(1)), false)]);
}

#[test]
fn what_is_wrong_with_settings_is_an_error_with_its_place() {
    let memory = files(&[("甲.yaml", LATE), ("guidelint.yaml", "rules:\n  没有/这条: off\n")]);
    let options = options();
    let Err(WorkspaceError::Unusable(reports)) = Workspace::open(&memory, &options, &[".".into()]) else {
        panic!("the config names a rule that there is not")
    };
    let [report] = &reports[..] else { panic!("one file is wrong") };
    assert_eq!((report.source.path(), report.findings.len()), ("guidelint.yaml", 1));
    let off = CheckOptions { config: ConfigChoice::Off, ..options.clone() };
    assert!(Workspace::open(&memory, &off, &[".".into()]).is_ok());
    let mut no_packs = off.clone();
    no_packs.packs.without_builtin = true;
    let error = Workspace::open(&memory, &no_packs, &[".".into()]).err();
    assert!(matches!(error, Some(WorkspaceError::NoPacks)), "{error:?}");
}
