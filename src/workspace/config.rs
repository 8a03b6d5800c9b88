//! `guidelint.yaml`: what an office decides about its checks, kept in the folder of its guides.
//!
//! The file is YAML and read like guides and packs: all its mistakes are reported together, with their
//! locations. [`levels`] compares its decisions with the loaded rules.
//!
//! Invariant: it can make checks as strict as it likes, but can only relax rules that no pack declares
//! mandatory.

use globset::{Glob, GlobMatcher};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::document;
use crate::document::typed::{Attempt, Code, Entries, List, Mistake, Spanned, read};
use crate::finding::{FailOn, Finding, Severity};
use crate::lint::{self, SuppressionProblem};
use crate::pack::{Level, Rule, Ruleset};
use crate::text::{SourceFile, Span};

/// The name of config files.
pub const NAME: &str = "guidelint.yaml";

/// The profile for a guide that is still being written: missing elements are only advice.
pub const DRAFT: &str = "draft";

/// The profile for a guide that is to be published; equivalent to no profile.
pub const PUBLISH: &str = "publish";

/// A config file as it is written.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(
    title = "guidelint.yaml",
    description = "guidelint 的配置：用哪些规则、检查哪些指南、从哪一级起不通过。放在指南所在的文件夹或它的上级文件夹。",
    deny_unknown_fields
)]
pub struct Config {
    /// Packs beside the built-in ones.
    #[schemars(with = "Vec<String>", description = "另外使用的规则包文件或文件夹，相对于这个配置文件")]
    pub packs: List<Spanned<String>>,
    /// Whether the built-in packs are used; yes, unless it says no.
    #[schemars(with = "bool", description = "是否使用内置规则包，默认使用")]
    pub default_packs: Attempt<bool>,
    /// The 行政区划代码 to go by.
    #[schemars(
        with = "String",
        description = "行政区划代码，按它选用地方规则包；不写则按各指南自己写的行政区划",
        regex(pattern = "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$")
    )]
    pub region: Option<Spanned<String>>,
    /// Profiles: draft or publish, and those of packs.
    #[schemars(
        with = "Vec<String>",
        description = "检查方式：draft 起草中（缺少的内容只作建议）、publish 发布（默认）；以及另外做的专项检查，如 census-2015"
    )]
    pub profiles: List<Spanned<String>>,
    /// From which severity on a run fails.
    #[schemars(with = "Option<Threshold>", description = "达到哪一级的问题算不通过，默认 error")]
    pub fail_on: Attempt<Spanned<Threshold>>,
    /// Files that are not checked.
    #[schemars(with = "Vec<String>", description = "不检查的文件，通配符，相对于这个配置文件，例：草稿/**")]
    pub exclude: List<Spanned<String>>,
    /// What is decided about rules.
    #[schemars(
        with = "std::collections::BTreeMap<String, Setting>",
        description = "对规则的调整：规则标识和它的级别，off 为不用这条规则；标为必须遵守的规则不能降级或关闭"
    )]
    pub rules: Entries<Setting>,
    /// What is decided otherwise for some guides; later ones win.
    #[schemars(with = "Vec<Override>", description = "对一部分指南另作规定；几处都符合时，以后面的为准")]
    pub overrides: List<Override>,
    #[serde(skip)]
    #[schemars(skip)]
    excluded: Vec<GlobMatcher>,
    /// The exemption file.
    #[schemars(with = "Option<String>", description = "豁免清单文件，相对于这个配置文件")]
    pub exemptions: Option<Spanned<String>>,
    /// The baseline.
    #[schemars(
        with = "Option<String>",
        description = "基线文件，相对于这个配置文件；由 guidelint check --write-baseline 写出"
    )]
    pub baseline: Option<Spanned<String>>,
}

/// What is decided for some guides.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Override {
    /// Which guides.
    #[schemars(
        with = "Vec<String>",
        required,
        length(min = 1),
        description = "哪些指南，通配符，相对于这个配置文件，例：人社/**"
    )]
    pub paths: List<Spanned<String>>,
    #[serde(skip)]
    #[schemars(skip)]
    meant: Vec<GlobMatcher>,
    /// The 行政区划代码 to go by.
    #[schemars(with = "Option<String>", description = "行政区划代码，按它选用地方规则包")]
    pub region: Option<Spanned<String>>,
    /// Profiles, instead of those of the whole file.
    #[schemars(with = "Option<Vec<String>>", description = "检查方式，代替上面的 profiles")]
    pub profiles: Option<List<Spanned<String>>>,
    /// What is decided about rules.
    #[schemars(with = "std::collections::BTreeMap<String, Setting>", description = "对规则的调整")]
    pub rules: Entries<Setting>,
}

/// What is decided about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Setting {
    /// Its findings are errors.
    Error,
    /// Its findings are warnings.
    Warning,
    /// Its findings are advice.
    Advice,
    /// It does not look at guides.
    Off,
}

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Threshold {
    /// Errors.
    Error,
    /// Warnings too.
    Warning,
    /// Advice too.
    Advice,
    /// Nothing.
    Never,
}

impl From<Threshold> for FailOn {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Error => Self::Error,
            Threshold::Warning => Self::Warning,
            Threshold::Advice => Self::Advice,
            Threshold::Never => Self::Never,
        }
    }
}

/// The settings of a guide, after all decisions of a config.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveSettings {
    /// The 行政区划代码 to assume.
    pub region: Option<String>,
    /// Profiles by name.
    pub profiles: Vec<String>,
    /// The level of every rule, by its number.
    pub levels: Vec<Level>,
}

impl Config {
    /// Reads a config file. Also returns everything that is wrong with it, as far as this can be known
    /// without rules.
    pub fn read(source: &SourceFile) -> (Self, Vec<Finding>) {
        let stream = document::parse(source.text());
        let mut findings: Vec<Finding> = stream.problems.iter().cloned().map(lint::yaml_finding).collect();
        // A file of comments only is allowed; it decides nothing.
        let root = stream.documents().next().filter(|root| !root.is_blank());
        let (config, mut mistakes) = root.map_or((None, Vec::new()), read::<Self>);
        if let Some(second) = stream.documents().nth(1) {
            let message = "一个文件只能写一份配置";
            mistakes.push(Mistake::new(Code::SeveralDocuments, second.span(), message));
        }
        let mut config = config.unwrap_or_default();
        config.check(&mut mistakes);
        findings.extend(mistakes.into_iter().map(lint::config_finding));
        (config, findings)
    }

    fn check(&mut self, mistakes: &mut Vec<Mistake>) {
        let regions = self.overrides.0.iter().map(|own| &own.region).chain([&self.region]);
        for region in regions.flatten().filter(|region| !is_region(&region.value)) {
            let message = "行政区划代码应为 2、4、6、9 或 12 位数字，例：\"440100\"";
            mistakes.push(Mistake::new(Code::MalformedRegion, region.span, message));
        }
        for own in &self.overrides.0 {
            if own.paths.0.is_empty() {
                let span = own.region.as_ref().map_or(Span::default(), |region| region.span);
                let span = own.rules.0.first().map_or(span, |(rule, _)| rule.span);
                let message = "另作规定的地方要写明是哪些指南（paths）";
                mistakes.push(Mistake::new(Code::MissingPaths, span, message));
            }
        }
        self.excluded = matchers(&self.exclude, mistakes);
        for own in &mut self.overrides.0 {
            own.meant = matchers(&own.paths, mistakes);
        }
        let lists = self.overrides.0.iter().filter_map(|own| own.profiles.as_ref()).chain([&self.profiles]);
        for list in lists {
            let has = |name: &str| list.0.iter().find(|own| own.value == name);
            if let (Some(draft), Some(publish)) = (has(DRAFT), has(PUBLISH)) {
                let span = draft.span.max(publish.span);
                let message = "draft 和 publish 只能写一个";
                mistakes.push(Mistake::new(Code::ContradictoryProfiles, span, message));
            }
        }
    }

    /// Whether a file is excluded; its path must be relative to the config.
    pub fn excludes(&self, path: &str) -> bool {
        is_match(&self.excluded, path)
    }

    /// Returns mistakes with regard to the rules: unknown rules and profiles.
    pub fn mistakes(&self, ruleset: &Ruleset) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for (rule, _) in self.settings() {
            if ruleset.is_mandatory(&rule.value).or_else(|| mandatory(&rule.value)).is_none() {
                let message = lint::no_such_rule(ruleset, &rule.value);
                mistakes.push(Mistake::new(Code::UnknownRule, rule.span, message));
            }
        }
        let lists = self.overrides.0.iter().filter_map(|own| own.profiles.as_ref());
        for profile in lists.chain([&self.profiles]).flat_map(|list| &list.0) {
            if let Err(message) = known_profile(ruleset, &profile.value) {
                mistakes.push(Mistake::new(Code::UnknownProfile, profile.span, message));
            }
        }
        mistakes
    }

    /// Returns the attempts to relax mandatory rules.
    pub fn forbidden(&self, ruleset: &Ruleset) -> Vec<Finding> {
        let is_forbidden = |rule: &str, setting: Setting| match ruleset.number(rule) {
            Some(number) => {
                let rule = &ruleset.rules[number];
                rule.info.mandatory && setting.level().is_laxer_than(rule.severity)
            }
            None => mandatory(rule) == Some(true),
        };
        let attempts = self.settings().filter(|(rule, setting)| is_forbidden(&rule.value, *setting));
        let finding = |(rule, _): (&Spanned<String>, Setting)| {
            let message = format!("规则“{}”必须遵守，不能降级或关闭；仍按原来的级别检查", rule.value);
            lint::suppression_finding(SuppressionProblem::Forbidden, rule.span, message)
        };
        attempts.map(finding).collect()
    }

    fn settings(&self) -> impl Iterator<Item = (&Spanned<String>, Setting)> {
        let all = self.overrides.0.iter().map(|own| &own.rules).chain([&self.rules]);
        all.flat_map(|rules| rules.0.iter().map(|(rule, setting)| (rule, *setting)))
    }

    /// The numbers of the overrides that apply to a guide; its path must be relative to the config.
    pub fn overriding(&self, path: &str) -> Vec<usize> {
        let own = self.overrides.0.iter().enumerate();
        own.filter(|(_, own)| is_match(&own.meant, path)).map(|(number, _)| number).collect()
    }

    /// The settings of guides that these overrides apply to. Requested profiles replace those of the config.
    pub fn effective(
        &self,
        ruleset: &Ruleset,
        overriding: &[usize],
        asked: Option<&[String]>,
    ) -> EffectiveSettings {
        let own = || overriding.iter().map(|&number| &self.overrides.0[number]);
        let region = own().filter_map(|own| own.region.as_ref()).next_back().or(self.region.as_ref());
        let profiles = own().filter_map(|own| own.profiles.as_ref()).next_back().unwrap_or(&self.profiles);
        let own_profiles = || profiles.0.iter().map(|profile| profile.value.clone()).collect();
        let profiles = asked.map_or_else(own_profiles, <[String]>::to_vec);
        let settings = [&self.rules].into_iter().chain(own().map(|own| &own.rules));
        let settings = settings.flat_map(|rules| &rules.0).map(|(rule, setting)| (&*rule.value, *setting));
        let levels = levels(ruleset, &profiles, settings);
        EffectiveSettings { region: region.map(|region| region.value.clone()), profiles, levels }
    }
}

/// The level of every rule after profiles and settings; later settings win. Never relaxes mandatory rules.
pub fn levels<'c>(
    ruleset: &Ruleset,
    profiles: &[String],
    settings: impl Iterator<Item = (&'c str, Setting)>,
) -> Vec<Level> {
    let is_draft = profiles.iter().any(|profile| profile == DRAFT);
    let drafted = |rule: &Rule| {
        let is_lowered = is_draft && rule.check.awaits() && rule.severity > Severity::Advice;
        if is_lowered { Level::Severity(Severity::Advice) } else { Level::AsPacked }
    };
    let mut levels: Vec<Level> = ruleset.rules.iter().map(drafted).collect();
    for (rule, setting) in settings {
        if let Some(number) = ruleset.number(rule) {
            levels[number] = setting.level();
        }
    }
    for (rule, level) in ruleset.rules.iter().zip(&mut levels) {
        if rule.info.mandatory && level.is_laxer_than(rule.severity) {
            *level = Level::AsPacked;
        }
    }
    levels
}

/// Checks that there is a profile with this name.
///
/// # Errors
///
/// Returns a message if there is none.
pub fn known_profile(ruleset: &Ruleset, profile: &str) -> Result<(), String> {
    let packs = ruleset.packs.iter().filter_map(|pack| pack.profile.as_deref());
    let known: Vec<&str> = [DRAFT, PUBLISH].into_iter().chain(packs).collect();
    if known.contains(&profile) {
        return Ok(());
    }
    Err(format!("没有名为“{profile}”的检查方式，可以写：{}", known.join("、")))
}

/// Whether a text is a complete or shortened 行政区划代码.
pub fn is_region(text: &str) -> bool {
    matches!(text.len(), 2 | 4 | 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn mandatory(rule: &str) -> Option<bool> {
    lint::builtin_rule(rule).map(|rule| rule.info.mandatory)
}

fn matchers(globs: &List<Spanned<String>>, mistakes: &mut Vec<Mistake>) -> Vec<GlobMatcher> {
    let mut matcher = |glob: &Spanned<String>| {
        let built = Glob::new(glob.value.trim_start_matches("./").trim_end_matches('/'));
        let message = || format!("通配符“{}”写错了", glob.value);
        let mut wrong = |_| mistakes.push(Mistake::new(Code::MalformedGlob, glob.span, message()));
        built.map(|glob| glob.compile_matcher()).map_err(&mut wrong).ok()
    };
    globs.0.iter().filter_map(&mut matcher).collect()
}

/// Whether the globs match a path or a folder that it is in.
fn is_match(globs: &[GlobMatcher], path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let mut parts = ends.map(|end| &path[..end]);
    !globs.is_empty() && parts.any(|part| globs.iter().any(|glob| glob.is_match(part)))
}

impl Setting {
    fn level(self) -> Level {
        match self {
            Self::Error => Level::Severity(Severity::Error),
            Self::Warning => Level::Severity(Severity::Warning),
            Self::Advice => Level::Severity(Severity::Advice),
            Self::Off => Level::Off,
        }
    }
}
