//! `check --show-config`: the settings that apply to which guides.

use std::io::{self, Write};

use crate::finding::Severity;
use crate::pack::{Level, Ruleset};
use crate::workspace::{CheckOptions, DiskFileSystem, EffectiveSettings, SettingsGroup, Workspace, paths};

/// Writes the settings of every group of files in the syntax of a config.
pub(super) fn write(
    out: &mut impl Write,
    workspace: &Workspace<'_>,
    options: &CheckOptions,
) -> io::Result<()> {
    let Workspace { files, settings, .. } = workspace;
    for group in settings.groups(files) {
        let SettingsGroup { config, number, effective, files: ids } = group;
        let path = config.path.as_deref();
        let path = path.map_or("（没有配置文件）".into(), |path| paths::shown(&DiskFileSystem, path));
        let first = ids.first().and_then(|&id| files.get(id)).map_or("", |file| &file.name);
        writeln!(out, "# 配置：{path}\n# 指南：{first} 等 {} 个文件", ids.len())?;
        if let Some(region) = &effective.region {
            writeln!(out, "region: {}", quoted(region))?;
        }
        let profiles: Vec<_> = effective.profiles.iter().map(|profile| quoted(profile)).collect();
        writeln!(out, "profiles: [{}]", profiles.join(", "))?;
        writeln!(out, "fail_on: {}", settings.fail_on(options).name())?;
        let ruleset = &settings.packs[config.ruleset].ruleset;
        let packs: Vec<_> = ruleset.packs.iter().map(|pack| pack.id.as_str()).collect();
        writeln!(out, "# 规则包：{}", packs.join("、"))?;
        let exemptions = (settings.exemptions(&DiskFileSystem, options), "exemptions");
        let baselines = (settings.baselines(&DiskFileSystem, options), "baseline");
        for (policies, name) in [exemptions, baselines] {
            for policy in policies.iter().filter(|policy| policy.configs.contains(&number)) {
                writeln!(out, "{name}: {}", quoted(&paths::shown(&DiskFileSystem, &policy.path)))?;
            }
        }
        write_levels(out, ruleset, effective)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the rules whose level differs from their pack's.
fn write_levels(out: &mut impl Write, ruleset: &Ruleset, effective: &EffectiveSettings) -> io::Result<()> {
    let levels = ruleset.rules.iter().zip(&effective.levels);
    let changed: Vec<_> = levels.filter_map(|(rule, level)| Some((rule, word(*level)?))).collect();
    if changed.is_empty() {
        return writeln!(out, "rules: {{}}");
    }
    writeln!(out, "rules:")?;
    for (rule, level) in changed {
        writeln!(out, "  {}: {level}", rule.info.id)?;
    }
    Ok(())
}

/// A level as configs write it; `None` if it is that of the pack.
fn word(level: Level) -> Option<&'static str> {
    match level {
        Level::AsPacked => None,
        Level::Off => Some("off"),
        Level::Severity(Severity::Error) => Some("error"),
        Level::Severity(Severity::Warning) => Some("warning"),
        Level::Severity(Severity::Advice) => Some("advice"),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
