//! `new`: what it writes, where, and what it refuses to overwrite.

use std::fs;

use crate::Folder;

#[test]
fn a_new_guide_is_only_to_be_filled_in() {
    let folder = Folder::new();
    let outcome = folder.run(&["new", "--type", "行政许可", "--region", "440300", "--output", "指南.yaml"]);
    assert_eq!((outcome.code, outcome.out.as_str(), outcome.err.as_str()), (0, "", ""));
    let checked = folder.run(&["check", "--format", "compact", "指南.yaml"]);
    assert_eq!((checked.code, checked.err.as_str()), (1, ""));
    assert!(checked.out.lines().all(|line| line.contains("错误[elements/to-be-filled]")), "{}", checked.out);
    let shown = folder.run(&["new", "--type", "行政许可", "--region", "440300"]);
    let file = fs::read_to_string(folder.path().join("指南.yaml")).expect("it was written");
    assert_eq!((shown.code, shown.out), (0, file), "the screen shows what goes into a file");
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("指南.yaml", "事项名称: 犬只登记\n");
    let outcome = folder.run(&["new", "--type", "行政许可", "--output", "指南.yaml"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert_eq!(outcome.err, "错误：指南.yaml 已经存在，没有覆盖；请换一个文件名\n");
    let kept = fs::read_to_string(folder.path().join("指南.yaml")).expect("it is there");
    assert_eq!(kept, "事项名称: 犬只登记\n");
    let outcome = folder.run(&["new", "--type", "行政许可", "--output", "没有/指南.yaml"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("没有这个文件夹"), "{}", outcome.err);
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::new();
    for (arguments, told) in [
        (vec!["new"], "缺少参数“--type <类型>”"),
        (vec!["new", "--type", "行政许克"], "是否为“行政许可”？"),
        (vec!["new", "--type", "行政许可", "--region", "广东"], "行政区划代码应为"),
        (vec!["new", "--type", "行政许可", "--profile", "census"], "没有名为“census”的检查方式"),
    ] {
        let outcome = folder.run(&arguments);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
}
