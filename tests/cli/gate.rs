//! What an office decides: config, exemptions, baseline, and checking changed guides only.

use serde_json::Value;

use crate::{CLEAN, Folder, Outcome, error, warning};

/// Runs the program and parses its report as JSON.
fn report(folder: &Folder, arguments: &[&str]) -> (i32, Value) {
    let arguments = [&["check", "--format", "json"], arguments].concat();
    let Outcome { code, out, err } = folder.run(&arguments);
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
}

/// The rules of the findings that count, with their severities.
fn counting(report: &Value) -> Vec<(String, String)> {
    let all = report["diagnostics"].as_array().expect("a list").iter();
    let counts = all.filter(|one| one["suppressed"].is_null() && one["coming"].is_null());
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    counts.map(|one| (text(&one["rule"]), text(&one["severity"]))).collect()
}

fn rules(report: &Value) -> Vec<String> {
    counting(report).into_iter().map(|(rule, _)| rule).collect()
}

const VAGUE: &str = "limits/measurable";
const EXEMPTION: &str = "exemptions:\n  - rule: limits/measurable\n    guide: 犬.yaml\n    reason: 系统改造\n    approved_by: 某市行政审批局\n    document: 某审改〔2026〕3号\n    until: 2099-01-01\n";

#[test]
fn the_nearest_config_above_a_guide_counts_whoever_names_it() {
    let folder = Folder::with(&[
        ("guidelint.yaml", "rules: {limits/measurable: error}\n"),
        ("甲/guidelint.yaml", "rules: {limits/measurable: off}\n"),
    ]);
    folder.write("甲/犬.yaml", warning());
    folder.write("乙/犬.yaml", warning().replace("犬只登记", "犬只注销"));
    let (code, all) = report(&folder, &["."]);
    assert_eq!((code, counting(&all)), (1, vec![(VAGUE.into(), "error".into())]));
    assert_eq!(all["files"].as_array().expect("a list").len(), 2, "configs are no guides");
    assert_eq!(report(&folder, &["甲/犬.yaml"]).0, 0);
    assert_eq!(report(&folder, &["乙"]).0, 1);
    assert_eq!(report(&folder, &[".", "--no-config"]).0, 0);
    assert_eq!(report(&folder, &["乙", "--config", "甲/guidelint.yaml"]).0, 0);
}

#[test]
fn every_mistake_of_a_config_is_told_in_place_and_nothing_is_checked() {
    let folder = Folder::with(&[
        ("犬.yaml", CLEAN),
        (
            "guidelint.yaml",
            "pakcs: []\nrules:\n  limits/measurabel: off\n  limits/hedged: loud\nregion: 广东\nexclude: ['{a']\nprofiles: [census-2016]\noverrides:\n  - rules: {limits/hedged: off}\n",
        ),
    ]);
    let (code, all) = report(&folder, &["犬.yaml"]);
    assert_eq!(code, 2);
    let told: Vec<_> = all["diagnostics"].as_array().expect("a list").iter().collect();
    for (line, words) in [(1, "packs"), (4, "loud"), (5, "440100"), (6, "{a"), (9, "paths")] {
        let at = |one: &&&Value| one["span"]["start"]["line"] == line;
        let messages: Vec<_> = told.iter().filter(at).map(|one| one["message"].to_string()).collect();
        assert!(messages.iter().any(|message| message.contains(words)), "{line} {words}: {told:#?}");
    }
    let text = "rules:\n  limits/measurabel: off\nprofiles: [census-2016]\n";
    folder.write("guidelint.yaml", text);
    let (code, all) = report(&folder, &["犬.yaml"]);
    let told: Vec<_> =
        all["diagnostics"].as_array().expect("a list").iter().map(|one| one["message"].to_string()).collect();
    assert_eq!((code, told.len()), (2, 2), "{told:?}");
    assert!(told[0].contains("limits/measurable") && told[1].contains("census-2015"), "{told:?}");
}

#[test]
fn a_config_may_be_empty_or_only_comments() {
    let folder = Folder::with(&[("犬.yaml", CLEAN)]);
    for text in ["", "# 暂时没有\n", "---\n"] {
        folder.write("guidelint.yaml", text);
        assert_eq!(folder.run(&["check", "犬.yaml"]).code, 0, "{text:?}");
    }
}

#[test]
fn what_is_mandatory_cannot_be_made_laxer_in_any_way() {
    let rule = "limits/promise-within-statute";
    let folder = Folder::with(&[("犬.yaml", error())]);
    let held = |arguments: &[&str]| {
        let (code, all) = report(&folder, &[&["犬.yaml"], arguments].concat());
        let rules = rules(&all);
        assert_eq!(code, 1, "{rules:?}");
        assert!(rules.contains(&rule.to_owned()), "{rules:?}");
        rules.contains(&"suppression/forbidden".to_owned())
    };
    for setting in ["off", "advice", "warning"] {
        folder.write("guidelint.yaml", format!("rules: {{{rule}: {setting}}}\n"));
        assert!(held(&[]), "{setting}");
        folder.write(
            "guidelint.yaml",
            format!("overrides: [{{paths: ['*'], rules: {{{rule}: {setting}}}}}]\n"),
        );
        assert!(held(&[]), "{setting}");
    }
    folder.write("guidelint.yaml", format!("rules: {{{rule}: error}}\n"));
    assert!(!held(&[]), "what is not laxer is no attempt");
    folder.write("guidelint.yaml", "rules: {yaml/syntax: off}\n");
    assert!(held(&[]));
    folder.write("guidelint.yaml", "");
    folder.write("豁免.yaml", EXEMPTION.replace(VAGUE, rule));
    assert!(held(&["--exemptions", "豁免.yaml"]));
    folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    assert!(!held(&["--baseline", "基线.json"]));
    let listed = std::fs::read_to_string(folder.path().join("基线.json")).expect("it was written");
    assert!(!listed.contains(rule));
    let entry = format!(
        "{{\"file\": \"犬.yaml\", \"rule\": \"{rule}\", \"element\": \"\", \"message\": \"\", \"fingerprint\": \"v1:0\"}}"
    );
    folder.write("基线.json", listed.replace("\"findings\": []", &format!("\"findings\": [{entry}]")));
    assert!(held(&["--baseline", "基线.json"]), "an entry by hand is an attempt");
}

#[test]
fn drafts_may_lack_what_publication_may_not() {
    let folder = Folder::with(&[("犬.yaml", "事项名称: 犬只登记\n")]);
    assert_eq!(report(&folder, &["犬.yaml"]).0, 1);
    let (code, all) = report(&folder, &["犬.yaml", "--profile", "draft"]);
    let found = counting(&all);
    assert_eq!((code, found.len() > 3), (0, true));
    assert!(found.iter().all(|(_, severity)| severity == "advice"), "{found:?}");
    folder.write("guidelint.yaml", "profiles: [draft]\n");
    assert_eq!(report(&folder, &["犬.yaml"]).0, 0);
    assert_eq!(report(&folder, &["犬.yaml", "--profile", "publish"]).0, 1);
}

#[test]
fn the_strictest_threshold_of_several_configs_counts_and_the_command_line_before_it() {
    let folder = Folder::with(&[
        ("甲/guidelint.yaml", "fail_on: never\n"),
        ("乙/guidelint.yaml", "fail_on: warning\n"),
    ]);
    folder.write("甲/犬.yaml", warning());
    folder.write("乙/犬.yaml", CLEAN.replace("犬只登记", "犬只注销"));
    assert_eq!(report(&folder, &["甲"]).0, 0);
    assert_eq!(report(&folder, &["甲", "乙"]).0, 1);
    assert_eq!(report(&folder, &["甲", "乙", "--fail-on", "error"]).0, 0);
}

#[test]
fn what_is_decided_can_be_shown() {
    let folder = Folder::with(&[
        ("guidelint.yaml", "region: \"440100\"\nrules: {limits/measurable: error}\nexclude: [草稿]\n"),
        ("指南/犬.yaml", CLEAN),
        ("草稿/犬.yaml", CLEAN),
    ]);
    let shown = folder.run(&["check", "--show-config"]);
    assert_eq!(shown.code, 0);
    for line in [
        "# 配置：guidelint.yaml",
        "# 指南：指南/犬.yaml 等 1 个文件",
        "region: \"440100\"",
        "  limits/measurable: error",
    ] {
        assert!(shown.out.lines().any(|own| own == line), "{line}: {}", shown.out);
    }
    assert_eq!(folder.run(&["check", "--show-files"]).out, "指南/犬.yaml\n");
    assert_eq!(folder.run(&["check", "草稿"]).code, 2, "nothing is checked there");
}

#[test]
fn exemptions_need_all_that_makes_them_one() {
    let folder = Folder::with(&[("犬.yaml", warning())]);
    let code = |text: &str| {
        folder.write("豁免.yaml", text);
        report(&folder, &["犬.yaml", "--exemptions", "豁免.yaml", "--fail-on", "warning"]).0
    };
    assert_eq!(code(EXEMPTION), 0);
    assert_eq!(code(&EXEMPTION.replace("2099", "2020")), 1, "it is past");
    for key in ["reason", "approved_by", "document", "until", "rule"] {
        let without: String = EXEMPTION.split_inclusive('\n').filter(|line| !line.contains(key)).collect();
        let text =
            if key == "rule" { EXEMPTION.replace("limits/measurable", "limits/none") } else { without };
        assert_eq!(code(&text), 2, "{key}");
    }
    assert_eq!(code(&EXEMPTION.replace("系统改造", "\"\"")), 2, "an empty reason is none");
    assert_eq!(code(&EXEMPTION.replace("    guide: 犬.yaml\n", "")), 2, "of no guide");
    assert_eq!(code(""), 2);
    assert_eq!(code("exemptions: []\n"), 1);
}

#[test]
fn exemptions_find_their_guide_by_path_and_code_from_anywhere() {
    let code = "11330100002489559N4330123012000";
    let coded = format!("{}实施编码: \"{code}\"\n", warning());
    let folder =
        Folder::with(&[("指南/犬.yaml", coded), ("指南/猫.yaml", warning().replace("犬只", "猫只"))]);
    folder.write("清单/豁免.yaml", EXEMPTION.replace("犬.yaml", "../指南/犬.yaml"));
    let (_, all) = report(&folder, &["指南", "--exemptions", "清单/豁免.yaml"]);
    assert_eq!(rules(&all).iter().filter(|rule| *rule == VAGUE).count(), 1);
    folder.write("清单/豁免.yaml", EXEMPTION.replace("guide: 犬.yaml", &format!("code: \"{code}\"")));
    let (_, all) = report(&folder, &["指南", "--exemptions", "清单/豁免.yaml"]);
    assert_eq!(rules(&all).iter().filter(|rule| *rule == VAGUE).count(), 1);
    assert_eq!(all["summary"]["suppressed"], 1);
    folder.write("清单/豁免.yaml", EXEMPTION.replace("犬.yaml", "../指南/兔.yaml"));
    let (_, all) = report(&folder, &["指南", "--exemptions", "清单/豁免.yaml"]);
    assert!(rules(&all).contains(&"suppression/unused".to_owned()), "there is no such guide");
    let (_, bare) = report(&folder, &["指南", "--exemptions", "清单/豁免.yaml", "--no-suppressions"]);
    assert_eq!(rules(&bare).iter().filter(|rule| *rule == VAGUE).count(), 2);
}

#[test]
fn a_baseline_survives_moved_lines_and_reordered_keys_and_lets_nothing_new_through() {
    let folder = Folder::with(&[("犬.yaml", warning().replace("受理条件: 犬只已接种狂犬病疫苗\n", ""))]);
    let written = folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    assert_eq!(written.code, 0, "{}", written.out);
    let gate = |text: &str| {
        folder.write("犬.yaml", text);
        report(&folder, &["犬.yaml", "--baseline", "基线.json", "--fail-on", "warning"])
    };
    let old = warning().replace("受理条件: 犬只已接种狂犬病疫苗\n", "");
    assert_eq!(gate(&old).0, 0);
    assert_eq!(gate(&format!("# 一行\n# 又一行\n{old}")).0, 0);
    let mut lines: Vec<&str> = old.lines().collect();
    lines.reverse();
    assert_eq!(gate(&lines.join("\r\n")).0, 0);
    let (code, all) = gate(&format!("{old}法定办结时限: 从速\n"));
    assert_eq!((code, rules(&all)), (1, vec![VAGUE.to_owned()]));
    let (code, all) = gate("事项名称: \"犬\n");
    assert_eq!((code, rules(&all)), (1, vec!["yaml/syntax".to_owned()]));
}

#[test]
fn a_baseline_only_shrinks() {
    let folder = Folder::with(&[("犬.yaml", warning())]);
    folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    let baseline = || std::fs::read_to_string(folder.path().join("基线.json")).expect("it is there");
    let first = baseline();
    folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    assert_eq!(baseline(), first, "the same findings give the same bytes");
    folder.write("犬.yaml", format!("{}法定办结时限: 从速\n", warning()));
    let refused = folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    assert_eq!((refused.code, baseline()), (2, first.clone()), "{}", refused.err);
    assert!(refused.err.contains("只能缩小"), "{}", refused.err);
    // Entries of other guides stay when only one is checked.
    folder.write("猫.yaml", CLEAN.replace("犬只", "猫只"));
    folder.run(&["check", "猫.yaml", "--baseline", "基线.json", "--prune-baseline"]);
    assert_eq!(baseline(), first);
    folder.write("犬.yaml", CLEAN);
    folder.run(&["check", "犬.yaml", "--baseline", "基线.json", "--prune-baseline"]);
    assert!(baseline().contains("\"findings\": []"));
    folder.write("犬.yaml", warning());
    let again = report(&folder, &["犬.yaml", "--baseline", "基线.json", "--fail-on", "warning"]);
    assert_eq!(again.0, 1, "what was mended once counts");
}

#[test]
fn a_baseline_of_other_packs_says_what_changed_and_a_broken_one_is_2() {
    let folder = Folder::with(&[("犬.yaml", warning())]);
    folder.run(&["check", "犬.yaml", "--write-baseline", "基线.json"]);
    let text = std::fs::read_to_string(folder.path().join("基线.json")).expect("it is there");
    let old =
        text.replacen("2026.11", "2025.01", 1).replace("\"version\": \"0.1.0\"", "\"version\": \"0.0.9\"");
    folder.write("基线.json", &old);
    let (code, all) = report(&folder, &["犬.yaml", "--baseline", "基线.json"]);
    let told = all["diagnostics"].to_string();
    assert_eq!(code, 0);
    assert!(told.contains("由 0.0.9 变为") && told.contains("由 2025.01 变为 2026.11"), "{told}");
    for broken in ["", "{", "[]", "{\"schema\": \"guidelint.baseline/2\"}"] {
        folder.write("基线.json", broken);
        let outcome = folder.run(&["check", "犬.yaml", "--baseline", "基线.json"]);
        assert_eq!(outcome.code, 2, "{broken}");
        assert!(outcome.err.contains("基线.json:"), "{}", outcome.err);
    }
    assert_eq!(folder.run(&["check", "犬.yaml", "--baseline", "没有.json"]).code, 2);
    assert_eq!(folder.run(&["check", "犬.yaml", "--prune-baseline"]).code, 2);
}

fn git(folder: &Folder, arguments: &[&str]) {
    let own = ["-c", "user.name=某", "-c", "user.email=a@b.c"];
    let done = folder.other("git").args(own).args(arguments).output().expect("there is git");
    assert!(done.status.success(), "git {arguments:?}: {done:?}");
}

#[test]
fn only_guides_that_were_touched_are_judged() {
    let folder =
        Folder::with(&[("指南/犬.yaml", warning()), ("指南/猫.yaml", warning().replace("犬只", "猫只"))]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "初稿"]);
    let since = |revision: &str| {
        folder.run(&[
            "check",
            "指南",
            "--format",
            "compact",
            "--fail-on",
            "warning",
            "--changed-since",
            revision,
        ])
    };
    let untouched = folder.run(&["check", "指南", "--fail-on", "warning", "--changed-since", "HEAD"]);
    assert_eq!(untouched.code, 0, "{}", untouched.out);
    assert!(untouched.out.contains("没有改动办事指南。2 个没有改动的文件没有判定。"), "{}", untouched.out);
    folder.write("指南/猫.yaml", format!("{}# 改过\n", warning().replace("犬只", "猫只")));
    let touched = since("HEAD");
    assert_eq!((touched.code, touched.out.matches("猫.yaml").count()), (1, 1), "{}", touched.out);
    assert!(!touched.out.contains("犬.yaml"));
    git(&folder, &["checkout", "-q", "--", "."]);
    folder.write("指南/新 指南.yaml", warning().replace("犬只", "兔子"));
    assert!(since("HEAD").out.contains("新 指南.yaml"), "what git does not know yet was touched");
    for (revision, code) in [("没有这个版本", 2), ("--output=x", 2)] {
        assert_eq!(since(revision).code, code, "{revision}");
    }
    assert_eq!(folder.run(&["check", "没有", "--changed-since", "HEAD"]).code, 2);
}

#[test]
fn a_touched_guide_is_compared_with_those_that_were_not() {
    let code = "基本编码: \"000131013000\"\n";
    let folder = Folder::with(&[
        ("甲.yaml", format!("{CLEAN}{code}")),
        ("乙.yaml", format!("{CLEAN}{code}").replace("某分局", "另一分局")),
    ]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "初稿"]);
    for (touched, other) in [("甲.yaml", "乙.yaml"), ("乙.yaml", "甲.yaml")] {
        git(&folder, &["checkout", "-q", "--", "."]);
        let text = std::fs::read_to_string(folder.path().join(touched)).expect("it is there");
        folder.write(touched, text.replace("犬只登记\n", "养犬登记\n"));
        let (_, all) = report(&folder, &[".", "--changed-since", "HEAD"]);
        let told = all["diagnostics"].as_array().expect("a list");
        let across =
            told.iter().find(|one| one["rule"].as_str().is_some_and(|rule| rule.starts_with("across/")));
        let across = across.unwrap_or_else(|| panic!("{touched}: {told:?}"));
        assert_eq!(
            (across["file"].as_str(), across["elsewhere"][0]["file"].as_str()),
            (Some(touched), Some(other))
        );
    }
}

#[test]
fn the_schema_of_configs_takes_and_refuses_what_the_program_does() {
    let schema = Folder::new().run(&["schema", "config"]);
    let schema: Value = serde_json::from_str(&schema.out).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let good = "packs: [a.yaml]\ndefault_packs: false\nregion: '440100'\nprofiles: [draft]\nfail_on: advice\nexclude: ['a/**']\nrules: {limits/hedged: 'off'}\noverrides: [{paths: [b], region: '33', profiles: [publish], rules: {limits/hedged: error}}]\nexemptions: a.yaml\nbaseline: b.json\n";
    let read = |text: &str| serde_yaml::from_str::<Value>(text).expect("it is YAML");
    assert!(validator.is_valid(&read(good)), "{:?}", validator.iter_errors(&read(good)).collect::<Vec<_>>());
    for bad in [
        "pack: []",
        "region: '44010'",
        "fail_on: loud",
        "rules: {a/b: loud}",
        "overrides: [{rules: {}}]",
        "exclude: a",
    ] {
        assert!(!validator.is_valid(&read(bad)), "{bad}");
    }
}

#[test]
fn editions_count_from_their_first_day_to_their_last() {
    let pack = crate::packs::pack_with("local", "喵");
    let dated = |dates: &str| pack.replace("text: full}", &format!("text: full, {dates}}}"));
    let folder = Folder::with(&[("犬.yaml", format!("{CLEAN}local名称: 喵\n"))]);
    let found = |dates: &str, day: &str| {
        folder.write("包.pack", dated(dates));
        let (code, all) = report(&folder, &["犬.yaml", "--pack", "包.pack", "--as-of", day]);
        let told = all["diagnostics"].as_array().expect("a list").iter();
        let coming: Vec<_> = told.filter_map(|one| one["coming"].as_str()).collect();
        (code, coming.join("、"), all["summary"]["coming"].as_u64())
    };
    let edition = "from: '2026-10-01', until: '2026-12-31'";
    assert_eq!(found(edition, "2026-09-30"), (0, "2026-10-01".into(), Some(1)), "it is to come");
    assert_eq!(found(edition, "2026-10-01").0, 1);
    assert_eq!(found(edition, "2026-12-31").0, 1);
    assert_eq!(found(edition, "2027-01-01"), (0, String::new(), Some(0)), "it is past");
    let shown = folder.run(&["check", "犬.yaml", "--pack", "包.pack", "--as-of", "2026-09-30"]);
    assert!(shown.out.contains("预告") && shown.out.contains("2026-10-01 起施行"), "{}", shown.out);
    folder.write("包.pack", dated("from: '2026-10-01', until: '2026-09-01'"));
    assert_eq!(folder.run(&["check", "犬.yaml", "--pack", "包.pack"]).code, 2, "it ends before it begins");
    folder.write("包.pack", dated("from: 明年"));
    let outcome = folder.run(&["check", "犬.yaml", "--pack", "包.pack"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.out.contains("“明年”不是日期"), "{}", outcome.out);
    assert_eq!(folder.run(&["check", "犬.yaml", "--as-of", "10月1日"]).code, 2);
}
