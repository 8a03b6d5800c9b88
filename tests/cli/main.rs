//! The program as its users see it: the built binary, in separate folders.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use guidelint::report::Format;
use serde_json::Value;
use tempfile::TempDir;

#[path = "../support/beside.rs"]
mod beside;
mod checklist;
mod color;
mod corpus;
mod coverage;
mod diff;
mod exit_codes;
mod files;
mod fix;
mod gate;
mod hostile;
mod manual;
mod new;
mod outputs;
mod packs;
mod profiles;
mod regions;
mod statement;
mod unread;
mod wiring;
mod words;

/// A guide without findings.
pub(crate) const CLEAN: &str = "\
事项名称: 犬只登记
事项类型: 行政检查
实施主体: 某市公安局某分局
设定依据: 某市养犬管理条例第九条
受理条件: 犬只已接种狂犬病疫苗
申请材料: [养犬人居民身份证, 犬只免疫证明]
办理流程: 窗口受理、核对免疫证明、当场发证
承诺办结时限: 3个工作日
办理地点: 某路1号
办理时间: 工作日 9:00—17:00
咨询方式: 0571-12345
监督投诉方式: 0571-12345
办理结果: 犬只登记证
";

/// The clean guide with one line changed or added that causes a finding of severity advice, warning or error.
pub(crate) fn advice() -> String {
    format!("{CLEAN}养犬小贴士: 出门牵绳\n")
}

pub(crate) fn warning() -> String {
    CLEAN.replace("3个工作日", "尽快")
}

pub(crate) fn error() -> String {
    format!("{CLEAN}法定办结时限: 1个工作日\n")
}

/// The names of all formats.
pub(crate) fn formats() -> [&'static str; Format::ALL.len()] {
    Format::ALL.map(Format::name)
}

/// The day of a run, unless a test gives another one.
pub(crate) const DAY: &str = "2026-11-01";

/// The limit for processor time of a run, in seconds: far more than anything linear takes.
const MOST_SECONDS: &str = "100";

/// A temporary folder to run the program in.
pub(crate) struct Folder(TempDir);

/// The parent of temporary folders, with no config or ignore file above it: the program looks for these in
/// parent folders, and a machine may have one in its home or in `/tmp`.
fn room() -> &'static Path {
    static ROOM: LazyLock<PathBuf> = LazyLock::new(|| {
        let usual = [std::env::temp_dir(), "/tmp".into(), "/var/tmp".into(), "/dev/shm".into()];
        let is_bare = |folder: &Path| {
            let files = ["guidelint.yaml", ".gitignore", ".ignore", ".git"];
            folder.ancestors().all(|above| files.iter().all(|file| !above.join(file).exists()))
        };
        let rooms = usual.iter().filter_map(|folder| folder.canonicalize().ok());
        rooms.into_iter().find(|folder| is_bare(folder)).unwrap_or_else(|| {
            panic!("there is a guidelint.yaml, .gitignore, .ignore or .git in or above each of {usual:?}")
        })
    });
    &ROOM
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in(room()).expect("a folder can be made"))
    }

    /// A folder with files, given as paths and bytes.
    pub(crate) fn with<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Self {
        let folder = Self::new();
        for (path, bytes) in files {
            folder.write(path, bytes);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        let parent = path.parent().expect("files are in the folder");
        std::fs::create_dir_all(parent).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }

    pub(crate) fn make_folder(&self, path: &str) {
        std::fs::create_dir_all(self.path().join(path)).expect("a folder can be made");
    }

    /// Another program in the folder. It sees nothing of the environment of the tests but the search path.
    pub(crate) fn other(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).stdin(Stdio::null()).env_clear();
        let kept = ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"];
        command.envs(kept.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.env("HOME", self.path().join("没有")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CEILING_DIRECTORIES", room());
        command
    }

    /// The program itself.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = if cfg!(unix) {
            let mut shell = self.other("sh");
            shell.args(["-c", &format!("ulimit -t {MOST_SECONDS} 2>/dev/null; exec \"$0\" \"$@\"")]);
            shell.arg(env!("CARGO_BIN_EXE_guidelint"));
            shell
        } else {
            self.other(env!("CARGO_BIN_EXE_guidelint"))
        };
        command.args(dated(arguments));
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Outcome {
        outcome(&mut self.command(arguments))
    }

    /// Runs the program with some standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Outcome {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program can be run");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        // If its arguments are wrong, the program does not read its input.
        let written = stdin.write_all(input);
        assert!(written.is_ok() || written.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe));
        drop(stdin);
        told(&child.wait_with_output().expect("the program ends"))
    }

    /// The JSON report of a run, validated against the schema that the program itself writes.
    pub(crate) fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let outcome = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(outcome.err, "", "{arguments:?}");
        (outcome.code, report(&outcome.out))
    }

    /// The exit code of `check`, from a run that also writes a report in every format.
    pub(crate) fn check_code(&self, arguments: &[&str]) -> i32 {
        let reports = Self::new();
        let paths = formats().map(|format| (format, reports.path().join(format)));
        let mut all: Vec<String> = ["check", "--format", "json"].map(str::to_owned).to_vec();
        for (format, path) in &paths {
            all.extend(["--output".into(), format!("{format}={}", path.display())]);
        }
        all.extend(arguments.iter().map(|&argument| argument.to_owned()));
        let outcome = self.run(&all);
        assert_eq!(outcome.err, "", "{arguments:?}");
        assert_eq!(report(&outcome.out)["run"]["exit_code"], outcome.code, "{arguments:?}");
        for (format, path) in &paths {
            assert!(path.exists(), "{format} is written for {arguments:?}");
        }
        outcome.code
    }
}

/// Adds a day to the arguments of commands that depend on one.
fn dated<S: AsRef<OsStr>>(arguments: &[S]) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.iter().map(|argument| argument.as_ref().into()).collect();
    let asks = arguments.first().is_some_and(|command| command == "check" || command == "new");
    let says = arguments.iter().any(|argument| argument.to_string_lossy().starts_with("--as-of"));
    if asks && !says {
        arguments.insert(1, format!("--as-of={DAY}").into());
    }
    arguments
}

pub(crate) fn outcome(command: &mut Command) -> Outcome {
    told(&command.output().expect("the program can be run"))
}

fn told(output: &std::process::Output) -> Outcome {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Outcome { code, out: text(&output.stdout), err: text(&output.stderr) }
}

/// Parses a JSON report and validates it.
pub(crate) fn report(out: &str) -> Value {
    static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = Folder::new().run(&["schema", "report"]);
        assert_eq!((schema.code, schema.err.as_str()), (0, ""));
        let schema = serde_json::from_str(&schema.out).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema is one")
    });
    let report = serde_json::from_str(out).unwrap_or_else(|error| panic!("{error} in {out}"));
    let errors: Vec<_> = VALIDATOR.iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    report
}

/// The path and status of every file in a report.
pub(crate) fn files_of(report: &Value) -> Vec<(String, String)> {
    let files = report["files"].as_array().expect("files are a list").iter();
    let text = |value: &Value| value.as_str().map(str::to_owned).expect("it is text");
    files.map(|file| (text(&file["path"]), text(&file["status"]))).collect()
}

/// The rule of every diagnostic in a report.
pub(crate) fn rules_of(report: &Value) -> Vec<&str> {
    let found = report["diagnostics"].as_array().expect("diagnostics are a list").iter();
    found.map(|found| found["rule"].as_str().expect("rules are text")).collect()
}
