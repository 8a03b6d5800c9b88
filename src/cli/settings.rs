//! Which rules every file of a run meets, and how strictly: the config files.
//!
//! Every guide has the config that is nearest above it, so that it is checked in the same way whoever
//! names it, and however. What the command line says comes before what configs say.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::CheckArguments;
use super::clock;
use super::files::{self, Found, Named};
use super::{End, pack_files, read_text, ruleset_of, unusable};
use crate::config::{self, Config, Decided};
use crate::date::Date;
use crate::finding::Severity;
use crate::lint::{self, FileReport, Status};
use crate::pack::{Level, Ruleset, Selection};
use crate::report::FailOn;
use crate::report::statement::{Kind, Read};
use crate::rules;
use crate::text::SourceFile;

/// What one config file says, or that there is none.
pub(super) struct Governing {
    /// The file; none where there is none.
    path: Option<PathBuf>,
    /// The folder that paths in it are seen from.
    folder: PathBuf,
    config: Config,
    /// Number of its packs in [`Settings::rulesets`].
    ruleset: usize,
}

/// What governs a file.
struct Governed {
    /// Number of the config.
    governing: usize,
    decided: Arc<Decided>,
}

/// How the files of a run are checked.
pub(super) struct Settings {
    governing: Vec<Governing>,
    pub(super) rulesets: Vec<Ruleset>,
    /// The packs of each ruleset as they were read, where a statement is wanted.
    pub(super) read_packs: Vec<Vec<Read>>,
    /// Configs, exemption files and baselines as they were read, likewise.
    pub(super) read: Vec<Read>,
    /// What governs every file, by the path that reports name it by.
    by_file: HashMap<String, Governed>,
    /// Config files with what is to be said of them.
    pub(super) reports: Vec<FileReport>,
    as_of: Date,
    unsuppressed: bool,
}

const UNUSABLE: &str = "配置有误，没有检查任何指南";

impl Settings {
    /// Finds the config of every file, drops the files that configs exclude, and loads the packs.
    pub(super) fn find(named: &mut [Named], arguments: &CheckArguments) -> Result<Self, End> {
        let mut configs =
            Configs { arguments, paths: Vec::new(), by_folder: HashMap::new(), by_name: HashMap::new() };
        let mut numbers = HashMap::new();
        for file in named.iter().flat_map(|named| &named.files) {
            let name = name(file, arguments);
            let number = configs.number(Path::new(&name));
            numbers.insert(name, number);
        }
        // What governs no file is still what was asked for.
        configs.number(Path::new("."));
        let (governing, sources) = configs.read()?;
        let mut settings = Self {
            governing,
            rulesets: Vec::new(),
            read_packs: Vec::new(),
            read: Vec::new(),
            by_file: HashMap::new(),
            reports: Vec::new(),
            as_of: arguments.as_of.unwrap_or_else(clock::today),
            unsuppressed: arguments.no_suppressions,
        };
        for source in sources.iter().flatten() {
            settings.note(Kind::Config, source.path(), source.text(), arguments);
        }
        settings.load(sources, arguments)?;
        settings.exclude(named, &numbers, arguments);
        let files = named.iter().flat_map(|named| &named.files).map(|file| name(file, arguments));
        let checked: HashSet<String> = files.collect();
        numbers.retain(|name, _| checked.contains(name));
        settings.decide(numbers, arguments);
        Ok(settings)
    }

    /// Notes a file that says how guides are checked, where a statement is wanted.
    pub(super) fn note(&mut self, kind: Kind, path: &str, text: &str, arguments: &CheckArguments) {
        if arguments.statement.is_some() {
            // A run that mends guides looks twice; what it went by is what it read last.
            self.read.retain(|read| !read.is(kind, path));
            self.read.push(Read::of(kind, path, text));
        }
    }

    /// Loads the packs of every config, and holds the configs against them.
    fn load(&mut self, sources: Vec<Option<SourceFile>>, arguments: &CheckArguments) -> Result<(), End> {
        let mut known: Vec<(Vec<PathBuf>, bool)> = Vec::new();
        let mut unusable_files = Vec::new();
        for (governing, source) in self.governing.iter_mut().zip(sources) {
            let config = &governing.config;
            let own = config.packs.0.iter().map(|path| governing.folder.join(&path.value));
            let packs: Vec<PathBuf> = own.chain(arguments.packs.paths.iter().cloned()).collect();
            let builtin = config.default_packs.read().copied().unwrap_or(true);
            let wanted = (packs, builtin && !arguments.packs.no_default_packs);
            let number = known.iter().position(|known| *known == wanted);
            governing.ruleset = number.unwrap_or(known.len());
            if number.is_none() {
                let files = pack_files(&wanted.0, wanted.1)?;
                if arguments.statement.is_some() {
                    let builtin = if wanted.1 { rules::packs().len() } else { 0 };
                    self.read_packs.push(Read::packs(&files, builtin));
                }
                self.rulesets.push(ruleset_of(files)?);
                known.push(wanted);
            }
            let ruleset = &self.rulesets[governing.ruleset];
            let Some(source) = source else { continue };
            let mistakes = config.mistakes(ruleset);
            let forbidden = config.forbidden(ruleset);
            if !mistakes.is_empty() {
                let findings = mistakes.into_iter().map(lint::config_finding).collect();
                unusable_files.push(unusable(source, UNUSABLE, findings));
            } else if !forbidden.is_empty() {
                self.reports.push(FileReport::without_guides(source, Status::Settings, forbidden));
            }
        }
        for profile in &arguments.profile {
            let known = self.rulesets.iter().map(|ruleset| config::known_profile(ruleset, profile));
            known.collect::<Result<(), String>>().map_err(End::Trouble)?;
        }
        if unusable_files.is_empty() {
            return Ok(());
        }
        Err(End::unusable(unusable_files))
    }

    /// Drops the files that configs exclude, and of folders those that say how to check.
    fn exclude(&self, named: &mut [Named], numbers: &HashMap<String, usize>, arguments: &CheckArguments) {
        let configs = self.governing.iter().filter_map(|governing| governing.path.clone());
        let papers: Vec<PathBuf> =
            configs.chain(self.exemptions(arguments).into_iter().map(|(path, _)| path)).collect();
        for named in named {
            let is_folder = named.path.is_dir();
            named.files.retain(|file| {
                let Found::File(path) = file else { return true };
                let governing = &self.governing[numbers[&name(file, arguments)]];
                let is_paper = is_folder && papers.iter().any(|paper| files::is_same(paper, path));
                let excludes = || governing.config.excludes(&files::seen_from(&governing.folder, path));
                !is_paper && (governing.path.is_none() || !excludes())
            });
        }
    }

    /// Decides once for all files of which the same config says the same.
    fn decide(&mut self, numbers: HashMap<String, usize>, arguments: &CheckArguments) {
        let asked = (!arguments.profile.is_empty()).then_some(&*arguments.profile);
        let mut known: HashMap<(usize, Vec<usize>), Arc<Decided>> = HashMap::new();
        for (name, number) in numbers {
            let Governing { path, folder, config, ruleset } = &self.governing[number];
            let seen = || files::seen_from(folder, Path::new(&name));
            let overriding = if path.is_some() { config.overriding(&seen()) } else { Vec::new() };
            let decided = known.entry((number, overriding)).or_insert_with_key(|(_, overriding)| {
                let mut decided = config.decide(&self.rulesets[*ruleset], overriding, asked);
                decided.region = arguments.region.clone().or(decided.region);
                Arc::new(decided)
            });
            self.by_file.insert(name, Governed { governing: number, decided: Arc::clone(decided) });
        }
    }

    /// The rules that a file meets, and how; the file is named as reports name it.
    pub(super) fn of(&self, name: &str) -> (&Ruleset, Selection<'_>) {
        let Governed { governing, decided } = &self.by_file[name];
        let selection = Selection {
            region: decided.region.as_deref(),
            profiles: &decided.profiles,
            as_of: Some(self.as_of),
            unsuppressed: self.unsuppressed,
            levels: Some(&decided.levels),
        };
        (&self.rulesets[self.governing[*governing].ruleset], selection)
    }

    /// The number of the rules that a file meets; those of the first config where it has none.
    pub(super) fn ruleset_number(&self, name: &str) -> usize {
        self.by_file.get(name).map_or(0, |governed| self.governing[governed.governing].ruleset)
    }

    /// The day by which sources are in force or not.
    pub(super) fn as_of(&self) -> Date {
        self.as_of
    }

    /// From which severity on the run fails: what the command line says, otherwise the strictest that
    /// a config says.
    pub(super) fn fail_on(&self, arguments: &CheckArguments) -> FailOn {
        let strictness = |fail_on: &FailOn| std::cmp::Reverse(fail_on.least().map_or(3, |least| least as u8));
        let said = |governing: &Governing| match governing.config.fail_on.read()?.value {
            config::Threshold::Error => Some(FailOn::Error),
            config::Threshold::Warning => Some(FailOn::Warning),
            config::Threshold::Advice => Some(FailOn::Advice),
            config::Threshold::Never => Some(FailOn::Never),
        };
        let default = |governing: &Governing| said(governing).unwrap_or_default();
        arguments
            .fail_on
            .unwrap_or_else(|| self.governing.iter().map(default).max_by_key(strictness).unwrap_or_default())
    }

    /// Exemption files, each with the numbers of the rulesets whose guides it is for.
    pub(super) fn exemptions(&self, arguments: &CheckArguments) -> Vec<(PathBuf, usize)> {
        self.papers(arguments.exemptions.as_ref(), |config| {
            config.exemptions.as_ref().map(|path| &*path.value)
        })
    }

    /// Baselines, likewise.
    pub(super) fn baselines(&self, arguments: &CheckArguments) -> Vec<(PathBuf, usize)> {
        self.papers(arguments.baseline.as_ref(), |config| config.baseline.as_ref().map(|path| &*path.value))
    }

    fn papers<'s>(
        &'s self,
        asked: Option<&PathBuf>,
        said: impl Fn(&'s Config) -> Option<&'s str>,
    ) -> Vec<(PathBuf, usize)> {
        let mut papers: Vec<(PathBuf, usize)> = Vec::new();
        for governing in &self.governing {
            let own = || said(&governing.config).map(|path| governing.folder.join(path));
            let Some(path) = asked.cloned().or_else(own) else { continue };
            if !papers.iter().any(|(known, _)| files::is_same(known, &path)) {
                papers.push((path, governing.ruleset));
            }
        }
        papers
    }

    /// Whether a paper of a config is for a file, named as reports name it.
    pub(super) fn is_for(&self, name: &str, paper: &Path, arguments: &CheckArguments) -> bool {
        let Some(Governed { governing, .. }) = self.by_file.get(name) else { return false };
        let Governing { config, folder, .. } = &self.governing[*governing];
        let own = [(&arguments.exemptions, &config.exemptions), (&arguments.baseline, &config.baseline)];
        own.into_iter().any(|(asked, said)| match (asked, said) {
            (Some(asked), _) => files::is_same(asked, paper),
            (None, Some(said)) => files::is_same(&folder.join(&said.value), paper),
            (None, None) => false,
        })
    }

    /// Every file that the run must not write over.
    pub(super) fn read_files(&self, arguments: &CheckArguments) -> Vec<PathBuf> {
        let configs = self.governing.iter().filter_map(|governing| governing.path.clone());
        let packs = self.governing.iter().flat_map(|governing| {
            let own = governing.config.packs.0.iter().map(|path| governing.folder.join(&path.value));
            own.flat_map(|path| files::packs(&path)).collect::<Vec<_>>()
        });
        let exemptions = self.exemptions(arguments).into_iter().map(|(path, _)| path);
        // A baseline that is written again is read only for that.
        let baselines = if arguments.write_baseline.is_some() { vec![] } else { self.baselines(arguments) };
        let baselines = baselines.into_iter().map(|(path, _)| path);
        configs.chain(packs).chain(exemptions).chain(baselines).collect()
    }

    /// Writes what is decided, for every config, as it could stand in a config.
    pub(super) fn show(&self, out: &mut impl Write, arguments: &CheckArguments) -> io::Result<()> {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut groups: Vec<(usize, &Arc<Decided>, Vec<&str>)> = Vec::new();
        let mut names: Vec<&String> = self.by_file.keys().collect();
        names.sort();
        for name in names {
            let Governed { governing, decided } = &self.by_file[name];
            match groups.iter_mut().find(|(number, own, _)| number == governing && Arc::ptr_eq(own, decided))
            {
                Some((.., names)) => names.push(name),
                None => groups.push((*governing, decided, vec![name])),
            }
        }
        for (number, decided, names) in groups {
            let governing = &self.governing[number];
            let path = governing.path.as_deref().map_or("（没有配置文件）".into(), files::shown);
            let first = names.first().copied().unwrap_or_default();
            writeln!(out, "# 配置：{path}\n# 指南：{first} 等 {} 个文件", names.len())?;
            if let Some(region) = &decided.region {
                writeln!(out, "region: {}", quoted(region))?;
            }
            let profiles: Vec<_> = decided.profiles.iter().map(|profile| quoted(profile)).collect();
            writeln!(out, "profiles: [{}]", profiles.join(", "))?;
            writeln!(out, "fail_on: {}", self.fail_on(arguments).name())?;
            let ruleset = &self.rulesets[governing.ruleset];
            let packs: Vec<_> = ruleset.packs.iter().map(|pack| pack.id.as_str()).collect();
            writeln!(out, "# 规则包：{}", packs.join("、"))?;
            for (paths, name) in
                [(self.exemptions(arguments), "exemptions"), (self.baselines(arguments), "baseline")]
            {
                let own = paths.iter().filter(|(path, _)| self.is_for(first, path, arguments));
                for (path, _) in own {
                    writeln!(out, "{name}: {}", quoted(&files::shown(path)))?;
                }
            }
            let levels = ruleset.rules.iter().zip(&decided.levels);
            let changed: Vec<_> = levels.filter(|(_, level)| **level != Level::AsPacked).collect();
            if changed.is_empty() {
                writeln!(out, "rules: {{}}\n")?;
                continue;
            }
            writeln!(out, "rules:")?;
            for (rule, level) in changed {
                let level = match level {
                    Level::AsPacked => continue,
                    Level::Off => "off",
                    Level::Severity(Severity::Error) => "error",
                    Level::Severity(Severity::Warning) => "warning",
                    Level::Severity(Severity::Advice) => "advice",
                };
                writeln!(out, "  {}: {level}", rule.info.id)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// The name by which reports know a file.
pub(super) fn name(file: &Found, arguments: &CheckArguments) -> String {
    match file {
        Found::File(path) | Found::Lost(path, _) => files::display(path),
        Found::StandardInput => arguments.stdin_filename.clone().unwrap_or_else(|| "<标准输入>".into()),
    }
}

/// The configs of a run, each once, while they are looked for.
struct Configs<'a> {
    arguments: &'a CheckArguments,
    /// None for files without a config.
    paths: Vec<Option<PathBuf>>,
    /// By real paths of folders.
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// By paths of folders as they were named.
    by_name: HashMap<PathBuf, Option<PathBuf>>,
}

impl Configs<'_> {
    /// The number of the config of a file.
    fn number(&mut self, file: &Path) -> usize {
        let path = match (&self.arguments.config, self.arguments.no_config) {
            (_, true) => None,
            (Some(path), _) => Some(path.clone()),
            (None, false) => self.near(file.parent().unwrap_or(file)),
        };
        let known = self.paths.iter().position(|known| *known == path);
        known.unwrap_or_else(|| {
            self.paths.push(path);
            self.paths.len() - 1
        })
    }

    /// The nearest config in a folder or above it; asking the system once for each folder.
    fn near(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_name.get(folder) {
            return known.clone();
        }
        let found = self.above(&files::folder_of(if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }));
        self.by_name.insert(folder.to_owned(), found.clone());
        found
    }

    /// The same of a real path.
    fn above(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let own = folder.join(config::NAME);
        let found =
            if own.is_file() { Some(own) } else { folder.parent().and_then(|above| self.above(above)) };
        self.by_folder.insert(folder.to_owned(), found.clone());
        found
    }

    /// Reads them all, or says everything that is wrong with them.
    fn read(self) -> Result<(Vec<Governing>, Vec<Option<SourceFile>>), End> {
        let (mut governing, mut sources, mut broken) = (Vec::new(), Vec::new(), Vec::new());
        for path in self.paths {
            let Some(path) = path else {
                let folder = files::folder_of(Path::new("."));
                governing.push(Governing { path: None, folder, config: Config::default(), ruleset: 0 });
                sources.push(None);
                continue;
            };
            let source = read_text(&path, UNUSABLE)?;
            let (config, findings) = Config::read(&source);
            let folder = files::folder_of(&path);
            if findings.is_empty() {
                governing.push(Governing { path: Some(path), folder, config, ruleset: 0 });
                sources.push(Some(source));
            } else {
                broken.push(unusable(source, UNUSABLE, findings));
            }
        }
        if broken.is_empty() {
            return Ok((governing, sources));
        }
        Err(End::unusable(broken))
    }
}
