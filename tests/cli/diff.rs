//! `diff`: exit codes, formats, and refused input.

use serde_json::Value;

use crate::Folder;

const OLD: &str = "事项名称: 犬只登记\n申请材料: [居民身份证, 免疫证明]\n承诺办结时限: 5个工作日\n";
const LESS: &str = "事项名称: 犬只登记\n申请材料: [免疫证明]\n承诺办结时限: 5个工作日\n";
const MORE: &str = "事项名称: 犬只登记\n申请材料: [居民身份证, 免疫证明]\n承诺办结时限: 6个工作日\n";

fn folder() -> Folder {
    let folder = Folder::new();
    for (path, text) in [("旧.yaml", OLD), ("少.yaml", LESS), ("多.yaml", MORE), ("坏.yaml", "事项名称: [\n")]
    {
        folder.write(path, text);
    }
    folder
}

#[test]
fn what_changed_is_told_and_is_no_failure() {
    let folder = folder();
    let outcome = folder.run(&["diff", "旧.yaml", "少.yaml"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.starts_with(
        "旧版 旧.yaml　新版 少.yaml\n\n犬只登记\n四减：环节 都没有写；材料 2→1 减少1；时限 未变；"
    ));
    let outcome = folder.run(&["diff", "旧.yaml", "旧.yaml"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.ends_with("内容没有改动。\n"), "{}", outcome.out);
}

#[test]
fn more_is_a_failure_where_somebody_asks() {
    let folder = folder();
    for (new, code) in [("旧.yaml", 0), ("少.yaml", 0), ("多.yaml", 1)] {
        assert_eq!(folder.run(&["diff", "旧.yaml", new]).code, 0, "{new}");
        assert_eq!(folder.run(&["diff", "--fail-on-more", "旧.yaml", new]).code, code, "{new}");
    }
}

#[test]
fn json_is_one_object() {
    let outcome = folder().run(&["diff", "--format", "json", "旧.yaml", "多.yaml"]);
    let value: Value = serde_json::from_str(&outcome.out).expect("it is JSON");
    assert_eq!(
        (&value["schema"], &value["old"], &value["new"]),
        (&"guidelint.diff/1".into(), &"旧.yaml".into(), &"多.yaml".into())
    );
    assert_eq!(value["guides"][0]["changes"][0]["by"], "1个工作日");
}

#[test]
fn one_edition_may_come_through_a_pipe() {
    let folder = folder();
    let outcome = folder.run_with_input(&["diff", "-", "少.yaml"], OLD.as_bytes());
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.starts_with("旧版 <标准输入>"), "{}", outcome.out);
    assert_eq!(folder.run_with_input(&["diff", "-", "-"], OLD.as_bytes()).code, 2);
}

#[test]
fn what_cannot_be_compared_is_2() {
    let folder = folder();
    folder.write("别的.yaml", "一: 二\n");
    folder.write("空.yaml", "");
    folder.write("编码.yaml", b"\xff\xfe\x00");
    for (old, new, told) in [
        ("旧.yaml", "没有.yaml", "没有.yaml：没有这个文件或文件夹"),
        ("旧.yaml", "坏.yaml", "坏.yaml:"),
        ("别的.yaml", "旧.yaml", "别的.yaml 不是办事指南"),
        ("空.yaml", "旧.yaml", "空.yaml 不是办事指南"),
        ("旧.yaml", "编码.yaml", "编码.yaml："),
        ("旧.yaml", ".", "这是文件夹，不是文件"),
    ] {
        let outcome = folder.run(&["diff", old, new]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{new}");
        assert!(outcome.err.starts_with("错误：") && outcome.err.contains(told), "{}", outcome.err);
    }
    assert_eq!(folder.run(&["diff", "旧.yaml"]).err, "错误：缺少参数“<新版>”\n\n用法见 guidelint --help\n");
}
