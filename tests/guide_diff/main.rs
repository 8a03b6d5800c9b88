//! Two editions of a guide: what is less, what is more, and what is the same in other words.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use guidelint::guide::Vocabulary;
use guidelint::guide_diff::{self, Change, Comparison, Effect, Row, Verdict};
use guidelint::messages::Language;
use guidelint::report::diff::{self, Editions};
use guidelint::rules;
use guidelint::text::SourceFile;
use unicode_width::UnicodeWidthStr;

#[path = "../support/guides.rs"]
mod guides;
mod properties;
#[path = "../support/seeds.rs"]
mod seeds;

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes").vocabulary);

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::new(path, text)
}

fn compared(old: &str, new: &str) -> Comparison {
    let (old, new) = (source("旧.yaml", old), source("新.yaml", new));
    guide_diff::compare(&old, &new, &VOCABULARY).expect("both are guides")
}

fn rows(old: &str, new: &str) -> Vec<Row> {
    compared(old, new).guides.remove(0).rows
}

/// The verdict on each burden, without those that neither edition states.
fn verdicts(old: &str, new: &str) -> Vec<(String, Verdict)> {
    let burdens = compared(old, new).guides.remove(0).burdens;
    let stated = burdens.into_iter().filter(|burden| burden.verdict != Verdict::Unstated);
    stated.map(|burden| (burden.name, burden.verdict)).collect()
}

/// The only change, as shown to people.
fn only(old: &str, new: &str) -> (Change, Option<Effect>, Option<String>) {
    let mut rows = rows(old, new);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    let Row { change, effect, by, .. } = rows.remove(0);
    (change, effect, by)
}

fn editions() -> (SourceFile, SourceFile) {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guide_diff/guides").join(name);
        source(name, &fs::read_to_string(path).expect("it can be read"))
    };
    (read("old.yaml"), read("new.yaml"))
}

fn of_editions() -> (SourceFile, SourceFile, Comparison) {
    let (old, new) = editions();
    let comparison = guide_diff::compare(&old, &new, &VOCABULARY).expect("both are guides");
    (old, new, comparison)
}

fn human(width: usize) -> String {
    let (old, new, comparison) = of_editions();
    let mut out = Vec::new();
    diff::human(&mut out, &comparison, Editions { old: &old, new: &new }, width, Language::Chinese)
        .expect("it can be written");
    String::from_utf8(out).expect("it is text")
}

fn guides_of_this_repository() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples/good", "examples/bad", "tests/fixtures", "tests/guide_diff/guides"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).expect("it is there"));
    let files = files.map(|file| file.expect("it can be read").path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "yaml")).collect()
}

#[test]
fn the_same_content_in_another_layout_has_no_change() {
    let mut count = 0;
    for path in guides_of_this_repository() {
        let text = fs::read_to_string(&path).expect("it can be read");
        // Another writer changes the layout: no comments, other quotes, blocks instead of braces.
        let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text) else { continue };
        if !value.is_mapping() {
            continue;
        }
        let layouts = [
            text.clone(),
            serde_yaml::to_string(&value).expect("it can be written"),
            serde_json::to_string_pretty(&value).expect("it can be written"),
        ];
        for layout in layouts {
            let rows = rows(&text, &layout);
            assert!(rows.is_empty(), "{}: {rows:#?}\n{layout}", path.display());
            count += 1;
        }
    }
    assert!(count > 30);
}

#[test]
fn synonyms_and_spellings_are_the_same() {
    for (old, new) in [
        ("法定办结时限: 20个工作日", "ANTICIPATE_DAY: 20\nANTICIPATE_TYPE: '1'"),
        ("承诺办结时限: 20个工作日", "承诺时限: ２０（工作日）"),
        ("申请材料: [居民身份证]", "所需材料: 居民身份证"),
        ("申请材料: [居民身份证, 户口簿]", "申请材料: |\n  1. 居民身份证\n  2. 户口簿\n"),
        ("申请材料: 无", "申请材料: [不需要提供材料。]"),
        ("服务对象: [自然人, 企业法人]", "SERVER_TYPE: '2,1'"),
        ("受理条件: [年满18周岁, 有固定住所]", "办理条件: >-\n  年满18周岁\n  有固定住所\n"),
        ("办理时间: 9:00-17:00（工作日）", "办公时间: 9:00-17:00 (工作日)"),
        ("是否收费: 否", "IS_FEE: 0"),
        ("是否收费: 否", "是否收费: 本事项不收费。"),
        ("行使层级: 县级", "行使层级: 县(市、区)级"),
        ("行使层级: 县级", "USE_LEVEL: 4.0"),
        ("到办事现场次数: 1", "LIMIT_SCENE_NUM: 1.0"),
        ("法定办结时限: 20个工作日", "ANTICIPATE_DAY: 20.0\nANTICIPATE_TYPE: 1.0"),
        ("到办事现场次数: 0", "到办事现场次数: 全程网办"),
        ("到办事现场次数: 1", "到办事现场次数: １次"),
        ("办理结果: 居民身份证", "办理结果: {名称: 居民身份证}"),
        ("设定依据: 居民身份证法", "设定依据: [{名称: 居民身份证法}]"),
        ("事项名称: 一\n自有要素: [甲, 乙]", "自有要素: [ 甲, 乙 ]\n事项名称: 一"),
    ] {
        let rows = rows(old, new);
        assert!(rows.is_empty(), "{old}\n{new}\n{rows:#?}");
    }
}

/// Remarks are not part of a value, but citizens read them too.
#[test]
fn remarks_on_values_are_compared_too() {
    for (old, new) in [
        ("办理形式: 窗口办理：一号楼", "办理形式: 窗口办理：二号楼"),
        ("服务对象: 自然人", "服务对象: 自然人（本市户籍）"),
        ("办理形式: 到派出所窗口办理", "办理形式: 到政务大厅窗口办理"),
    ] {
        assert_eq!(only(old, new), (Change::Changed, None, None), "{old}, {new}");
    }
}

#[test]
fn unknown_keys_that_stand_twice_are_compared_in_turn() {
    let twice = "事项名称: 甲\n自有要素: 一\n自有要素: 二\n";
    assert!(rows(twice, twice).is_empty(), "{:#?}", rows(twice, twice));
    let changed = |row: &Row| {
        let said = |said: &Option<guide_diff::Said>| said.as_ref().map(|said| said.text.clone());
        (row.change, said(&row.old), said(&row.new))
    };
    let text = |text: &str| Some(text.to_owned());
    let told = |new: &str| rows(twice, new).iter().map(changed).collect::<Vec<_>>();
    assert_eq!(told("事项名称: 甲\n自有要素: 一\n"), [(Change::Removed, text("二"), None)]);
    let other = twice.replace('二', "三");
    assert_eq!(told(&other), [(Change::Changed, text("二"), text("三"))]);
    assert_eq!(told(&format!("{twice}自有要素: 三\n")), [(Change::Added, None, text("三"))]);
    // Elements that packs mark as internal to an office are compared too.
    let own = |who: &str| rows("事项名称: 甲\n责任人: 一\n", &format!("事项名称: 甲\n责任人: {who}\n"));
    assert_eq!(
        own("二").iter().map(changed).collect::<Vec<_>>(),
        [(Change::Changed, text("一"), text("二"))]
    );
}

#[test]
fn limits_are_compared_by_how_long_they_are() {
    let limits =
        |old: &str, new: &str| only(&format!("承诺办结时限: {old}"), &format!("承诺办结时限: {new}"));
    let by = |by: &str| Some(by.to_owned());
    assert_eq!(limits("20个工作日", "5个工作日"), (Change::Less, Some(Effect::Fewer), by("15个工作日")));
    assert_eq!(limits("5个工作日", "即办"), (Change::Less, Some(Effect::Fewer), None));
    assert_eq!(limits("即办", "1个工作日"), (Change::More, Some(Effect::More), None));
    assert_eq!(limits("6个月", "20个工作日"), (Change::Less, Some(Effect::Fewer), None), "certainly");
    assert_eq!(limits("20个工作日", "25个自然日"), (Change::Incomparable, None, None));
    assert_eq!(limits("20个工作日", "无"), (Change::Incomparable, None, None));
    assert_eq!(limits("20个工作日", "尽快"), (Change::Incomparable, None, None));
    let reworded = limits("3个工作日", "3个工作日（现场核查的时间除外）");
    assert_eq!(reworded, (Change::Changed, Some(Effect::Same), None));
}

#[test]
fn visits_and_fees_are_compared_where_they_are_numbers_of_the_same_thing() {
    let by = |by: &str| Some(by.to_owned());
    for (old, new, expected) in [
        ("到办事现场次数: 2", "到办事现场次数: 1", (Change::Less, Some(Effect::Fewer), by("1"))),
        ("到办事现场次数: 1次", "到办事现场次数: 全程网办", (Change::Less, Some(Effect::Fewer), by("1"))),
        ("到办事现场次数: 0", "到办事现场次数: 1", (Change::More, Some(Effect::More), by("1"))),
        ("到办事现场次数: 1至2次", "到办事现场次数: 1次", (Change::Incomparable, None, None)),
        ("是否收费: 是", "是否收费: '0'", (Change::Less, Some(Effect::Fewer), None)),
        ("收费标准: 每证40元", "收费标准: 每证20元", (Change::Less, Some(Effect::Fewer), by("20"))),
        ("收费标准: 每证40元", "收费标准: 免费", (Change::Less, Some(Effect::Fewer), by("40"))),
        ("收费标准: 每证40元", "收费标准: 按件收取", (Change::Incomparable, None, None)),
    ] {
        assert_eq!(only(old, new), expected, "{old}, {new}");
    }
}

#[test]
fn what_was_not_said_before_is_neither_more_nor_less() {
    for (old, new) in [
        ("事项名称: 一", "事项名称: 一\n承诺办结时限: 5个工作日"),
        ("事项名称: 一", "事项名称: 一\n到办事现场次数: 1"),
        ("事项名称: 一", "事项名称: 一\n申请材料: [居民身份证]"),
    ] {
        assert_eq!(only(old, new), (Change::Added, None, None), "{new}");
        assert_eq!(only(new, old), (Change::Removed, None, None), "{new}");
        assert!(!compared(old, new).has_more());
    }
    assert_eq!(verdicts("事项名称: 一", "事项名称: 一"), []);
}

#[test]
fn materials_are_counted_and_told_by_their_names() {
    let old = "申请材料: [{材料名称: 居民身份证, 复印件份数: 2, 材料必要性: 必要}, 户口簿, 照片]";
    let new = "申请材料: [照片, {材料名称: 居民身份证, 复印件份数: 1, 材料必要性: 非必要}]";
    let rows = rows(old, new);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.item.as_deref(), row.part.as_deref(), row.change, row.effect, row.is_count))
        .collect();
    let fewer = Some(Effect::Fewer);
    assert_eq!(
        told,
        [
            (None, None, Change::Less, fewer, true),
            (Some("户口簿"), None, Change::Removed, fewer, false),
            (Some("居民身份证"), Some("材料必要性"), Change::Less, fewer, false),
            (Some("居民身份证"), Some("复印件份数"), Change::Less, fewer, false),
        ]
    );
    assert_eq!(verdicts(old, new), [("材料".to_owned(), Verdict::Fewer)]);
    assert_eq!(verdicts(new, old), [("材料".to_owned(), Verdict::More)]);
    let swapped = "申请材料: [{材料名称: 居民身份证, 复印件份数: 2, 材料必要性: 必要}, 户口簿, 申请表]";
    assert_eq!(verdicts(old, swapped), [("材料".to_owned(), Verdict::Changed)]);
    let mixed = "申请材料: [{材料名称: 居民身份证, 复印件份数: 3, 材料必要性: 必要}, 户口簿]";
    assert_eq!(verdicts(old, mixed), [("材料".to_owned(), Verdict::Mixed)], "one less, but a copy more");
    assert_eq!(verdicts(old, "申请材料: 无"), [("材料".to_owned(), Verdict::Fewer)]);
}

#[test]
fn a_list_in_one_sentence_is_not_counted() {
    let old = "办理流程: 窗口受理、审核、当场发证";
    let new = "办理流程: [窗口受理, 审核, 审批, 发证]";
    assert_eq!(only(old, new), (Change::Incomparable, None, None));
    assert_eq!(verdicts(old, new), [("环节".to_owned(), Verdict::Unclear)]);
    assert!(rows(old, "办理流程: [窗口受理, 审核, 当场发证]").is_empty(), "it is the same in another layout");
}

#[test]
fn what_is_to_be_filled_in_cannot_be_compared() {
    assert_eq!(
        only("承诺办结时限: 5个工作日", "承诺办结时限: 【待填写】"),
        (Change::Incomparable, None, None)
    );
    assert_eq!(
        only("事项名称: 一\n申请材料: 【待填写】", "事项名称: 一\n申请材料: [身份证]").0,
        Change::Incomparable
    );
    assert!(rows("事项名称: 一\n备注: 【待填写】", "事项名称: 一\n备注: 【待填写】").is_empty());
}

#[test]
fn places_slice_to_what_is_said() {
    let (old, new, comparison) = of_editions();
    for row in &comparison.guides[0].rows {
        for (said, source) in [(&row.old, &old), (&row.new, &new)] {
            let Some(said) = said else { continue };
            let slice = source.slice(said.span);
            assert!(
                row.is_count
                    || slice.contains(said.text.trim_end_matches("工作日"))
                    || said.text.contains('项')
                    || row.element == "是否收费",
                "{} is not {slice}",
                said.text
            );
        }
    }
}

#[test]
fn guides_are_paired_by_code_or_name() {
    let guide = |name: &str, code: &str, days: u8| {
        format!("- {{事项名称: {name}, 实施编码: '{code}', 承诺办结时限: {days}个工作日}}\n")
    };
    let old = guide("甲", "1", 5) + &guide("乙", "", 5) + &guide("丙", "3", 5);
    let new = guide("乙", "", 6) + &guide("丙（新办）", "3", 7) + &guide("甲", "1", 4);
    let comparison = compared(&old, &new);
    let names: Vec<&str> = comparison.guides.iter().map(|guide| &*guide.name).collect();
    assert_eq!(names, ["甲", "乙", "丙（新办）"]);
    let less = |guide: &guide_diff::GuideChanges| guide.rows.iter().any(|row| row.change == Change::Less);
    assert_eq!(comparison.guides.iter().map(less).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn guides_that_cannot_be_paired_are_named() {
    let wrong = |old: &str, new: &str| {
        guide_diff::compare(&source("旧.yaml", old), &source("新.yaml", new), &VOCABULARY)
            .expect_err("it is wrong")
    };
    let two = "- {事项名称: 甲}\n- {事项名称: 乙}\n";
    let alone = "旧.yaml 第 2 行起的“乙”，在 新.yaml 里找不到编码或名称相同的一份，或不止一份";
    assert_eq!(wrong(two, "- {事项名称: 甲}\n"), alone);
    assert!(wrong("- {事项名称: 甲}\n", two).starts_with("新.yaml 第 2 行起的“乙”"));
    assert!(wrong(two, "- {事项名称: 甲}\n- {事项名称: 甲}\n").contains("“甲”"), "which of them?");
    let other = "- {事项名称: 甲, 实施编码: '1'}\n- {事项名称: 乙, 实施编码: '2'}\n";
    let renumbered = "- {事项名称: 甲, 实施编码: '1'}\n- {事项名称: 乙, 实施编码: '3'}\n";
    assert!(wrong(other, renumbered).contains("“乙”"), "the codes say that they are not the same");
    assert_eq!(wrong("事项名称: 甲", "一: 二"), "新.yaml 不是办事指南：最外层没有任何已知的要素");
    assert!(wrong("事项名称: 甲", "事项名称: [\n").starts_with("新.yaml:"));
}

#[test]
fn the_json_is_as_its_schema_says() {
    let (old, new, comparison) = of_editions();
    let mut out = Vec::new();
    diff::json(&mut out, &comparison, Editions { old: &old, new: &new }).expect("it can be written");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let schema = jsonschema::validator_for(&diff::schema()).expect("it is a schema");
    let wrong: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
    assert_eq!(value["schema"], "guidelint.diff/1");
    let mut broken = value.clone();
    broken["guides"][0]["changes"][0]["change"] = "gone".into();
    assert!(!schema.is_valid(&broken), "the schema can fail");
    for change in value["guides"][0]["changes"].as_array().expect("a list") {
        for (said, source) in [(&change["old"], &old), (&change["new"], &new)] {
            let Some(start) = said["span"]["start"].as_object() else { continue };
            let byte = u32::try_from(start["byte"].as_u64().expect("a number")).expect("it is small");
            let at = source.line_column(byte);
            assert_eq!(
                (start["line"].as_u64(), start["char"].as_u64()),
                (Some(at.line as u64), Some(at.column as u64))
            );
        }
    }
}

#[test]
fn every_line_fits() {
    for width in [64, 80, 120] {
        for line in human(width).lines() {
            // The summary is a sentence that terminals wrap.
            assert!(line.width() <= width || line.starts_with("四减："), "{width}: {line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn two_editions_as_people_see_them() {
    insta::assert_snapshot!("human_80", human(80));
    insta::assert_snapshot!("human_40", human(40));
    insta::assert_snapshot!("schema", format!("{:#}", diff::schema()));
}
