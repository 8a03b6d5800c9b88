//! Profiles: packs that apply only on request. Also rules that had nothing to check.

use serde_json::{Value, json};

use crate::packs::pack_with;
use crate::{CLEAN, Folder, formats, outcome, rules_of};

/// The identifiers of the packs of a run.
fn packs_of(report: &Value) -> Vec<&str> {
    let packs = report["packs"].as_array().expect("packs are a list").iter();
    packs.map(|pack| pack["id"].as_str().expect("identifiers are text")).collect()
}

/// A guide whose only finding is more severe in the census of 2015 than elsewhere.
fn without_phone() -> String {
    CLEAN.replace("咨询方式: 0571-12345\n", "")
}

#[test]
fn an_unknown_profile_is_2_with_the_names_of_those_that_there_are() {
    let folder = Folder::with(&[("指南.yaml", CLEAN), ("local.yaml", &pack_with("local", "喵"))]);
    for format in formats() {
        let outcome = folder.run(&["check", ".", "--profile", "census", "--format", format]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{format}");
        assert!(outcome.err.starts_with("错误：没有名为“census”的检查方式，可以写："), "{}", outcome.err);
        for name in ["exchange", "census-2015", "inspection-2019"] {
            assert!(outcome.err.contains(name), "{name} in {}", outcome.err);
        }
    }
    let both = ["check", ".", "--profile", "census-2015", "--profile", "不存在"];
    assert_eq!(folder.run(&both).code, 2, "one known name does not excuse another");
    let none = ["check", ".", "--no-default-packs", "--pack", "local.yaml", "--profile", "census-2015"];
    let outcome = folder.run(&none);
    assert_eq!(
        (outcome.code, outcome.err.as_str()),
        (2, "错误：没有名为“census-2015”的检查方式，可以写：draft、publish\n")
    );
}

#[test]
fn a_profile_applies_only_when_asked_for() {
    let folder = Folder::with(&[("指南.yaml", without_phone())]);
    let (code, plain) = folder.json(&["check", "."]);
    assert_eq!((code, rules_of(&plain)), (0, vec!["required/office-contact"]));
    assert!(!packs_of(&plain).contains(&"census-2015"), "{:?}", packs_of(&plain));
    let (code, asked) = folder.json(&["check", ".", "--profile", "census-2015"]);
    assert_eq!((code, rules_of(&asked)), (0, vec!["census-2015/phone"]));
    assert!(packs_of(&asked).contains(&"census-2015"), "{:?}", packs_of(&asked));
    let (code, other) = folder.json(&["check", ".", "--profile", "inspection-2019"]);
    assert_eq!(code, 0);
    assert!(packs_of(&other).contains(&"inspection-2019") && !packs_of(&other).contains(&"census-2015"));
}

#[test]
fn several_profiles_apply_together() {
    let asked_for = |id: &str, word: &str| pack_with(id, word).replace("pack: {", "pack: {profile: 专项, ");
    let folder = Folder::with(&[
        ("指南.yaml", "local名称: 喵犬\nother名称: 汪\n".to_owned()),
        ("packs/local.yaml", asked_for("local", "喵").replace("专项", "甲")),
        ("packs/other.yaml", asked_for("other", "汪").replace("专项", "乙")),
    ]);
    let own = ["check", "指南.yaml", "--no-default-packs", "--pack", "packs"];
    for (profiles, rules) in [
        (&[][..], &[][..]),
        (&["--profile", "甲"], &["local/no-word"]),
        (&["--profile", "乙"], &["other/no-word"]),
        (&["--profile", "乙", "--profile=甲"], &["local/no-word", "other/no-word"]),
    ] {
        let (code, report) = folder.json(&[&own[..], profiles].concat());
        assert_eq!((code, rules_of(&report)), (i32::from(!rules.is_empty()), rules.to_vec()), "{profiles:?}");
    }
}

/// Two packs, and a guide with an element of the first one only.
fn half_used() -> Folder {
    Folder::with(&[
        ("指南.yaml", "local名称: 犬\n".to_owned()),
        ("packs/local.yaml", pack_with("local", "喵")),
        ("packs/other.yaml", pack_with("other", "汪")),
    ])
}

const HALF_USED: [&str; 5] = ["check", "指南.yaml", "--no-default-packs", "--pack", "packs"];

#[test]
fn rules_that_had_nothing_to_look_at_are_told_to_programs() {
    let (code, report) = half_used().json(&HALF_USED);
    assert_eq!((code, &report["rules_not_exercised"]), (0, &json!(["other/no-word"])));

    let folder = Folder::with(&[("指南.yaml", CLEAN)]);
    let (_, report) = folder.json(&["check", "."]);
    let idle: Vec<_> = report["rules_not_exercised"].as_array().expect("a list").iter().collect();
    assert!(idle.contains(&&json!("licences/renewal")), "the guide is no licence");
    assert!(!idle.contains(&&json!("limits/measurable")), "the guide has a time limit");
    let out_of_place = |id: &str| id.starts_with("beijing/") || id.starts_with("census-2015/");
    assert!(!idle.iter().any(|id| id.as_str().is_some_and(out_of_place)), "{idle:?}");
}

#[test]
fn verbose_tells_people_too() {
    let folder = half_used();
    let with = |flags: &[&str]| folder.run(&[&HALF_USED[..], flags].concat()).out;
    let plain = with(&[]);
    for flag in ["--verbose", "-v"] {
        assert_eq!(with(&[flag]), format!("{plain}没有用到的规则：other/no-word\n"));
    }
    folder.write("指南.yaml", "local名称: 犬\nother名称: 猫\n");
    assert_eq!(with(&["-v"]), with(&[]), "where every rule was used there is nothing to tell");
    for format in ["compact", "json"] {
        assert_eq!(with(&["-v", "--format", format]), with(&["--format", format]), "{format}");
    }
    let both = outcome(&mut folder.command(&[&HALF_USED[..], &["-v", "-q"]].concat()));
    assert_eq!((both.code, both.out.as_str()), (2, ""), "nobody can want both");
    assert!(both.err.contains("不能与另一个参数同时使用"), "{}", both.err);
}
