//! How guides are read: from the keys and shapes that authors write to occurrences of elements.

use std::sync::LazyLock;

use guidelint::document;
use guidelint::guide::{Guide, Shape, guides};
use guidelint::pack::Ruleset;
use guidelint::rules;

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

/// Calls a function with the only guide of a text.
fn of_guide<T>(text: &str, make: impl FnOnce(&Guide<'_>) -> T) -> T {
    let stream = document::parse(text);
    let mut found: Vec<Guide<'_>> = guides(&stream, &RULESET.vocabulary).collect();
    let guide = found.pop().expect("the text is a guide");
    assert!(found.is_empty(), "the text is one guide");
    make(&guide)
}

/// Every text of a guide with its path: `受理条件[1]=年满十八周岁`.
fn texts(text: &str) -> Vec<String> {
    of_guide(text, |guide| {
        let said = guide.all().filter_map(|place| {
            let is_text = guide.vocabulary[place.element].shape == Shape::Text;
            let text = place.node.text().filter(|_| is_text)?;
            assert_eq!(text.trim(), text, "places have no blanks at their ends");
            Some(format!("{}={text}", guide.path(place)))
        });
        said.filter(|said| !said.starts_with("事项名称=")).collect()
    })
}

/// How keys were read: `审批流程=办理流程 rule`.
fn keys(text: &str) -> Vec<String> {
    of_guide(text, |guide| {
        let read = guide.readings().iter().map(|reading| {
            let path = &guide.vocabulary[reading.element].path;
            format!("{}={path} {}", reading.key.text().unwrap_or_default(), reading.by.word())
        });
        read.collect()
    })
}

fn unknown(text: &str) -> Vec<String> {
    of_guide(text, |guide| {
        let unknown = guide.unknown().iter().filter(|key| !key.is_foreign);
        unknown.filter_map(|key| key.key.text()).map(str::to_owned).collect()
    })
}

#[test]
fn names_are_read_by_rule_as_well_as_by_list() {
    for (key, wanted) in [
        ("二、审批流程：", "办理流程 rule"),
        ("登 记 步 骤", "办理流程 rule"),
        ("辦理條件", "受理条件 name"),
        ("渔船拆解应当具备的条件", "受理条件 rule"),
        ("法定办理期限（工作日）", "法定办结时限 rule"),
        ("税务机关承诺期限", "承诺办结时限 rule"),
        ("举报热线", "监督投诉方式 rule"),
        ("收费标椎", "收费标准 slip"),
        ("acceptCondition", "受理条件 field"),
        ("SLTJ", "受理条件 field"),
        ("task_name", "事项名称 field"),
        ("特殊程序名称", "特别程序[].环节名称 rule"),
    ] {
        assert_eq!(keys(&format!("事项名称: 甲\n\"{key}\": 乙\n")), [format!("{key}={wanted}")]);
    }
}

#[test]
fn a_key_may_name_two_elements() {
    let of = |key: &str| keys(&format!("事项名称: 甲\n{key}: 乙\n"));
    assert_eq!(
        of("受理单位及办理地点"),
        ["受理单位及办理地点=受理机构 rule", "受理单位及办理地点=办理地点 rule"]
    );
    assert_eq!(of("咨询和投诉电话"), ["咨询和投诉电话=咨询方式 rule", "咨询和投诉电话=监督投诉方式 rule"]);
    assert_eq!(of("咨询监督电话"), ["咨询监督电话=咨询方式 rule", "咨询监督电话=监督投诉方式 rule"]);
}

#[test]
fn the_value_decides_what_a_name_with_several_meanings_means() {
    let of = |key: &str, value: &str| keys(&format!("事项名称: 甲\n{key}: {value}\n"));
    assert_eq!(of("办理时间", "'工作日9:00-17:00'"), Vec::<String>::new());
    assert_eq!(of("办理时间", "20个工作日"), ["办理时间=办理时限 value"]);
    assert_eq!(of("办理时间", "'上午9:00-12:00；20个工作日办结'"), ["办理时间=办理时限 value"]);
    assert_eq!(
        of("办证时间", "'上午9:00-12:00；即办'"),
        ["办证时间=办理时间 value", "办证时间=办理时限 value"]
    );
    assert_eq!(of("许可期限", "20个工作日"), ["许可期限=办理时限 value"]);
    assert_eq!(of("许可期限", "五年"), ["许可期限=行政许可证件的有效期限 value"]);
    assert_eq!(of("审批类型", "承诺件"), ["审批类型=办件类型 value"]);
    assert_eq!(of("审批类型", "行政许可"), ["审批类型=事项类型 value"]);
    assert_eq!(of("业务名称", "乙"), ["业务名称=业务办理项名称 value"]);
    assert_eq!(keys("业务名称: 乙\n办理流程: 丙\n"), ["业务名称=事项名称 value"]);
}

#[test]
fn what_offices_have_of_their_own_is_no_element() {
    let text = "事项名称: 甲\n养犬须知: 乙\n审批权限: 丙\n内部流程: 丁\n星级信息: 戊\n是否示范: 是\n";
    assert_eq!(unknown(text), ["养犬须知"]);
    assert_eq!(keys(text), ["审批权限=权限划分 value"]);
    // Also in lists and exports; a name that belongs to an element is read as that.
    let text = "事项名称: 甲\n申请材料: [{材料名称: 乙, 材料编号: 1, 颜色: 红}]\nROW_SORT: 丙\n责任人: 丁\nisFee: 1\n";
    assert_eq!(unknown(text), ["颜色"]);
    assert_eq!(keys(text), ["isFee=是否收费 field"]);
}

#[test]
fn files_of_other_kinds_are_no_guides() {
    for text in ["name: 甲\nversion: 1\n", "触发条件: 合并\n", "title: 甲\ntype: 乙\n", "说明书: 甲\n"]
    {
        let stream = document::parse(text);
        assert_eq!(guides(&stream, &RULESET.vocabulary).count(), 0, "{text}");
    }
    assert_eq!(keys("许可条件: 甲\n许可程序: 乙\n").len(), 2);
}

#[test]
fn a_text_with_numbers_is_a_list() {
    assert_eq!(
        texts("事项名称: 甲\n受理条件: 申请人应当：1.年满十八周岁；2.有固定住所\n"),
        ["受理条件=申请人应当", "受理条件[1]=年满十八周岁", "受理条件[2]=有固定住所"]
    );
    assert_eq!(
        texts("事项名称: 甲\n申请材料: |\n  （一）申请表\n  （二）身份证\n"),
        ["申请材料[1].材料名称=申请表", "申请材料[2].材料名称=身份证"]
    );
    assert_eq!(
        texts("事项名称: 甲\n申请材料: [①申请表 ②身份证]\n"),
        ["申请材料[1].材料名称=申请表", "申请材料[2].材料名称=身份证"]
    );
    let basis = "事项名称: 甲\n设定依据: 《某条例》第五条：（一）甲；（二）乙\n";
    assert_eq!(texts(basis), ["设定依据[1].名称=《某条例》第五条：（一）甲；（二）乙"]);
}

#[test]
fn items_of_a_text_stand_where_they_are_written() {
    let text = "事项名称: 甲\n申请材料: >-\n  1.申请表；\n  2.居民\n  身份证\n";
    of_guide(text, |guide| {
        let name = guide.vocabulary.find("申请材料[].材料名称").expect("it is an element");
        let spans: Vec<&str> =
            guide.occurrences(name).map(|place| &text[place.node.span().range()]).collect();
        assert_eq!(spans, ["申请表", "居民\n  身份证"]);
    });
}

#[test]
fn headings_divide_lists() {
    assert_eq!(
        texts("事项名称: 甲\n申请材料:\n  新办: [申请表, 身份证]\n  变更: 1.变更表；2.原证\n"),
        [
            "申请材料[新办][1].材料名称=申请表",
            "申请材料[新办][2].材料名称=身份证",
            "申请材料[变更][1].材料名称=变更表",
            "申请材料[变更][2].材料名称=原证"
        ]
    );
    assert_eq!(
        texts("事项名称: 甲\n受理条件: {个人: 年满十八周岁, 单位: [有法人资格, 有场所]}\n"),
        ["受理条件[个人][1]=年满十八周岁", "受理条件[单位][1]=有法人资格", "受理条件[单位][2]=有场所"]
    );
    assert_eq!(
        texts("事项名称: 甲\n办理时限: {新办: 5个工作日, 变更: 3个工作日}\n"),
        ["办理时限=5个工作日", "办理时限=3个工作日"]
    );
}

#[test]
fn keys_may_be_names_of_items() {
    assert_eq!(
        texts("事项名称: 甲\n办理流程: {申请: 到窗口提交, 受理: 当场核对}\n"),
        [
            "办理流程[1].环节名称=申请",
            "办理流程[1].办理内容=到窗口提交",
            "办理流程[2].环节名称=受理",
            "办理流程[2].办理内容=当场核对"
        ]
    );
    assert_eq!(
        texts("事项名称: 甲\n申请材料: [{身份证: {原件份数: '1'}}, {材料名称: 申请表}]\n"),
        ["申请材料[1].材料名称=身份证", "申请材料[1].原件份数=1", "申请材料[2].材料名称=申请表"]
    );
}

#[test]
fn elements_inside_others_and_in_sections_are_found() {
    assert_eq!(
        texts("事项名称: 甲\n办理时限: {法定时限: 20个工作日, 承诺时限: 5个工作日}\n"),
        ["法定办结时限=20个工作日", "承诺办结时限=5个工作日"]
    );
    assert_eq!(
        texts("事项名称: 甲\n办理信息: {受理条件: 乙, 窗口: {电话: 0571-12345}}\n"),
        ["受理条件[1]=乙", "咨询方式=0571-12345"]
    );
    assert_eq!(
        texts("事项名称: 甲\n指南内容: {要点: {受理条件: 乙}, 其它: {办理地点: 丙}}\n"),
        ["受理条件[1]=乙", "办理地点=丙"]
    );
    assert_eq!(
        texts("事项名称: 甲\n办理结果: [{结果名称: 乙证}, {结果名称: 丙证}]\n"),
        ["办理结果[1].名称=乙证", "办理结果[2].名称=丙证"]
    );
}

#[test]
fn names_may_be_questions() {
    for (key, wanted) in [
        ("要带什么材料", "申请材料 rule"),
        ("网上怎么申请", "办理流程 rule"),
        ("去哪里办", "办理地点 rule"),
        ("多少天能办好", "办理时限 rule"),
        ("要不要交费", "是否收费 rule"),
        ("不满意向谁投诉", "监督投诉方式 rule"),
    ] {
        assert_eq!(keys(&format!("事项名称: 甲\n{key}: 乙\n")), [format!("{key}={wanted}")]);
    }
    assert_eq!(
        keys("事项名称: 甲\n谁能申请: 年满十八周岁的居民\n"),
        ["谁能申请=申请主体 value", "谁能申请=受理条件 value"]
    );
}

#[test]
fn rows_of_a_table_are_items() {
    let parts = [
        "申请材料[1].排序=1",
        "申请材料[1].材料名称=身份证",
        "申请材料[1].原件份数=2",
        "申请材料[2].排序=2",
        "申请材料[2].材料名称=户口簿",
        "申请材料[2].原件份数=1",
    ];
    let rows = "[1, 身份证, 2], [2, 户口簿, 1]";
    let table = format!("事项名称: 甲\n申请材料: [[序号, 材料名称, 原件份数], {rows}]\n");
    assert_eq!(texts(&table), parts);
    let apart = "{表头: [序号, 材料名称, 原件份数], 数据: [ROWS]}".replace("ROWS", rows);
    assert_eq!(texts(&format!("事项名称: 甲\n申请材料: {apart}\n")), parts);
    // Columns that are not parts are reported once; lists of names are not tables.
    let text = "事项名称: 甲\n申请材料: [[材料名称, 份数, 颜色], [身份证, 1, 红], [户口簿, 1, 白]]\n";
    assert_eq!(unknown(text), ["颜色"]);
    let nested = "事项名称: 甲\n申请材料: [[身份证, 户口簿], [结婚证]]\n";
    assert_eq!(texts(nested).len(), 3);
}

#[test]
fn entries_may_be_items_of_a_list() {
    let text = "事项名称: 甲\n详情:\n- {标题: 受理条件, 内容: 1.乙方；2.丙方}\n- {标题: 办理地点, 内容: 某路1号}\n- {标题: 养护须知, 内容: 丁}\n";
    assert_eq!(texts(text), ["受理条件[1]=乙方", "受理条件[2]=丙方", "办理地点=某路1号"]);
    assert_eq!(unknown(text), ["养护须知"]);
    // Tables are also recognized by their shape, whatever the keys are.
    let rows = "- {项: 受理条件, 写: 乙}\n- {项: 办理地点, 写: 某路1号}\n- {项: 咨询电话, 写: '12345'}\n";
    for text in [format!("事项名称: 甲\n说明:\n{rows}"), format!("title: 甲\nitems:\n{rows}")] {
        assert_eq!(texts(&text), ["受理条件[1]=乙", "办理地点=某路1号", "咨询方式=12345"], "{text}");
    }
    // Names of anything else are ignored.
    let other = "事项名称: 甲\n附录: [{名称: 乙, 内容: 丙}, {名称: 丁, 内容: 戊}]\n";
    assert_eq!(texts(other), Vec::<String>::new());
}

#[test]
fn a_text_may_be_a_guide_by_itself() {
    let wanted =
        ["实施主体=某局", "申请材料[1].材料名称=申请表", "申请材料[2].材料名称=身份证", "办理地点=某路1号"];
    for text in [
        "标题: 甲\n正文: |\n  【实施主体】某局\n  【申请材料】\n  1.申请表\n  2.身份证\n  【办理地点】某路1号\n",
        "标题: 甲\n正文: |\n  一、实施主体\n  某局\n  二、申请材料\n  1.申请表\n  2.身份证\n  三、办理地点：某路1号\n",
        "标题: 甲\n正文: |\n  实施主体：某局\n  申请材料：申请表；身份证\n  办理地点：某路1号\n",
    ] {
        assert_eq!(texts(text), wanted, "{text}");
    }
    // An unknown heading ends the section above it, and is reported.
    let text = "标题: 甲\n正文: |\n  一、实施主体\n  某局\n  二、养护须知\n  乙\n  三、办理地点\n  丙\n  四、咨询电话\n  12345\n";
    assert_eq!(unknown(text), ["二、养护须知"]);
    assert_eq!(texts(text)[0], "实施主体=某局");
    // The key above it may be any, and a heading above headings has no text itself.
    let text = "内容: |\n  一、实施主体：某局\n  二、办理时限\n  法定时限：20日\n  承诺时限：5日\n";
    assert_eq!(texts(text), ["实施主体=某局", "法定办结时限=20日", "承诺办结时限=5日"]);
    // Two names are not enough for a guide.
    assert_eq!(unknown("标题: 甲\n正文: |\n  办理地点：某路1号\n  联系电话：12345\n"), ["正文"]);
}

#[test]
fn the_only_guide_of_a_file_may_stand_below_its_title() {
    let title = |text: &str| {
        of_guide(text, |guide| {
            let matter = guide.vocabulary.find("事项名称").expect("it is an element");
            guide.occurrences(matter).filter_map(|place| place.node.text()).collect::<Vec<_>>().join("|")
        })
    };
    let parts = "受理条件: 乙\n  申请材料: [丙]\n  办理地点: 丁\n";
    assert_eq!(title(&format!("犬只登记办事指南:\n  {parts}")), "犬只登记");
    assert_eq!(title(&format!("犬只登记:\n  事项名称: 犬只年审\n  {parts}")), "犬只年审");
    for other in ["data", "办事指南", "基本信息", "其他信息"] {
        assert_eq!(title(&format!("{other}:\n  {parts}")), "", "{other}");
    }
}

#[test]
fn hostile_shapes_end_soon() {
    let deep = format!("事项名称: 甲\n申请材料: {}甲{}\n", "{乙: ".repeat(60), "}".repeat(60));
    assert!(texts(&deep).len() < 200);
    let nested = format!("事项名称: 甲\n受理条件: {}甲{}\n", "[".repeat(60), "]".repeat(60));
    assert!(texts(&nested).len() < 200);
}
