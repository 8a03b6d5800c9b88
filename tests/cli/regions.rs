//! Regional packs are selected by the guide or on the command line, and replace the rules they tighten.

use serde_json::{Value, json};

use crate::{CLEAN, Folder};

/// A guide with a catch-all among its materials: a national rule warns about it, two regions forbid it.
fn catch_all(region: &str) -> String {
    CLEAN.replace("犬只免疫证明", "需要提交的其他材料") + region
}

/// The rule and severity of every finding.
fn found(region: &str, arguments: &[&str], code: i32) -> Value {
    let folder = Folder::with(&[("指南.yaml", catch_all(region))]);
    let (told, report) = folder.json(&[&["check"], arguments].concat());
    assert_eq!(told, code, "{region:?} {arguments:?}");
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let parts = found.map(|found| json!([found["rule"], found["severity"], found["args"]["found"]]));
    parts.collect()
}

fn national() -> Value {
    json!([["wording/catch-all-material", "warning", "需要提交的其他材料"]])
}

fn regional(pack: &str) -> Value {
    json!([[format!("{pack}/catch-all-material"), "error", "需要提交的其他材料"]])
}

#[test]
fn a_regional_rule_replaces_the_warning_that_it_tightens() {
    assert_eq!(found("", &[], 0), national());
    assert_eq!(found("行政区划: '330106'\n", &[], 0), national());
    assert_eq!(found("行政区划: '110105'\n", &[], 1), regional("beijing"));
    assert_eq!(found("行政区划: '440106'\n", &[], 1), regional("guangdong"));
}

#[test]
fn the_command_line_outweighs_the_guide() {
    assert_eq!(found("", &["--region", "110105"], 1), regional("beijing"));
    assert_eq!(found("", &["--region", "44"], 1), regional("guangdong"));
    assert_eq!(found("行政区划: '440106'\n", &["--region", "110000"], 1), regional("beijing"));
    assert_eq!(found("行政区划: '440106'\n", &["--region", "330106"], 0), national());
}

#[test]
fn a_region_is_a_number_of_fitting_length() {
    let folder = Folder::with(&[("指南.yaml", CLEAN)]);
    for wrong in ["北京", "1", "11010", "11O105", "", "1101051", "-11"] {
        let outcome = folder.run(&["check", &format!("--region={wrong}"), "."]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{wrong}");
        assert!(outcome.err.starts_with("错误：“--region"), "{}", outcome.err);
    }
}

/// The messages of the rules on codes about the codes of a guide.
fn of_codes(codes: &str) -> Vec<String> {
    let licence = CLEAN.replace("行政检查", "行政许可");
    let folder = Folder::with(&[("指南.yaml", licence + codes)]);
    let (_, report) = folder.json(&["check", "--fail-on", "never"]);
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let rules = found.filter(|found| found["category"] == "codes");
    rules.map(|found| found["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn national_schemes_give_way_where_a_place_has_its_own() {
    let sichuan = "实施编码: '511Z12004001-511304000000-000-12511304451207334A-2-00'\n";
    assert_eq!(of_codes(sichuan), ["codes/task-code"]);
    assert_eq!(of_codes(&format!("{sichuan}行政区划: '511304'\n")), [""; 0]);
    assert_eq!(of_codes("实施编码: '511Z12004001'\n行政区划: '511304'\n"), ["sichuan/task-code"]);
    let guizhou = "基本编码: XK00214003\n";
    assert_eq!(of_codes(guizhou), ["codes/old-catalog-code"]);
    assert_eq!(of_codes(&format!("{guizhou}行政区划: '520103'\n")), [""; 0]);
    assert_eq!(of_codes("基本编码: '0121400300'\n行政区划: '520103'\n"), ["guizhou/old-catalog-code"]);
}
