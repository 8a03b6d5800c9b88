//! Chinese texts of `diff`.

use super::Chinese;
use crate::DiffMessages;

impl DiffMessages for Chinese {
    fn editions(&self, old: &str, new: &str) -> String {
        format!("旧版 {old}\u{3000}新版 {new}")
    }
    fn unchanged(&self) -> &'static str {
        "内容没有改动。"
    }
    fn burdens(&self) -> &'static str {
        "四减"
    }
    fn burden_changes(&self) -> &'static str {
        "办事负担的变化"
    }
    fn other_changes(&self) -> &'static str {
        "其他改动"
    }

    // How a burden changed.

    fn unstated(&self) -> &'static str {
        "都没有写"
    }
    fn same(&self) -> &'static str {
        "未变"
    }
    fn fewer(&self) -> &'static str {
        "减少"
    }
    fn more(&self) -> &'static str {
        "增加"
    }
    fn mixed(&self) -> &'static str {
        "有减有增"
    }
    fn other(&self) -> &'static str {
        "有改动"
    }
    fn unclear(&self) -> &'static str {
        "无法比较"
    }
    fn items(&self) -> &'static str {
        " 项"
    }

    // Columns.

    fn column_burden(&self) -> &'static str {
        "负担"
    }
    fn column_element(&self) -> &'static str {
        "项目"
    }
    fn column_old(&self) -> &'static str {
        "旧版"
    }
    fn column_new(&self) -> &'static str {
        "新版"
    }
    fn column_change(&self) -> &'static str {
        "变化"
    }
    fn column_effect(&self) -> &'static str {
        "对办事人"
    }
    fn old_edition(&self) -> &'static str {
        "旧"
    }
    fn new_edition(&self) -> &'static str {
        "新"
    }
    fn subject(&self, element: &str, item: Option<&str>, part: Option<&str>) -> String {
        let item = item.map(|item| format!("“{item}”")).unwrap_or_default();
        let part = part.map(|part| format!("的{part}")).unwrap_or_default();
        format!("{element}{item}{part}")
    }

    // How a value changed.

    fn added(&self) -> &'static str {
        "新增"
    }
    fn removed(&self) -> &'static str {
        "删除"
    }
    fn less(&self) -> &'static str {
        "减少"
    }
    fn increased(&self) -> &'static str {
        "增加"
    }
    fn changed(&self) -> &'static str {
        "改变"
    }
    fn incomparable(&self) -> &'static str {
        "无法比较"
    }

    // What a change means for the applicant.

    fn effect_fewer(&self) -> &'static str {
        "少了"
    }
    fn effect_more(&self) -> &'static str {
        "多了"
    }
    fn effect_same(&self) -> &'static str {
        "不变"
    }
    fn effect_unknown(&self) -> &'static str {
        "不确定"
    }
}
