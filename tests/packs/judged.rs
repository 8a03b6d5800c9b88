//! Guides that a lawyer would accept, and guides that break the law as real ones do.
//!
//! The examples of a rule only test that rule. Here whole guides are checked with all packs: a lawful one
//! must have no errors and warnings of any rule, and in an unlawful one the fault itself must be found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use guidelint::finding::Severity;
use guidelint::lint;
use guidelint::pack::Selection;

use super::builtin;

/// What every guide contains unless it says otherwise.
const COMPLETE: [(&str, &str); 24] = [
    ("事项类型", "公共服务"),
    ("实施主体", "某市某区民政局"),
    ("服务对象", "自然人"),
    ("设定依据", "[{名称: 某市便民服务条例, 条款: 第十条, 原文: 区民政局办理下列事项。}]"),
    ("受理条件", "[申请人年满18周岁]"),
    ("申请材料", "[{材料名称: 居民身份证, 材料形式: 纸质, 原件份数: 1, 来源渠道: 政府部门核发}]"),
    ("办理流程", "[{环节名称: 受理, 办理内容: 窗口核对居民身份证, 办理时限: 1个工作日}]"),
    ("审查标准", "[身份证在有效期内]"),
    ("数量限制", "无数量限制"),
    ("容缺受理", "不适用"),
    ("告知承诺", "不适用"),
    ("法定办结时限", "20个工作日"),
    ("承诺办结时限", "10个工作日"),
    ("办件类型", "承诺件"),
    ("办理结果", "{名称: 登记证明, 有效期: 长期}"),
    ("是否收费", "否"),
    ("办理形式", "[窗口办理, 网上办理]"),
    ("办理地点", "某市某区人民路3号政务服务中心一楼"),
    ("办理时间", "工作日 9:00—17:00"),
    ("咨询方式", "010-12345678"),
    ("监督投诉方式", "010-12345"),
    ("到办事现场次数", "1"),
    ("必须现场办理原因说明", "核对本人"),
    ("行政救济", "不服的，可以在六十日内向某市某区人民政府申请行政复议，也可以在六个月内向人民法院起诉"),
];

/// A guide with only the relevant entries given: `key: value`, one per line.
fn guide(own: &str) -> String {
    let mut entries: BTreeMap<&str, &str> = COMPLETE.into();
    for line in own.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(": ").expect("an entry is `key: value`");
        if value == "~" {
            entries.remove(key)
        } else {
            entries.insert(key, value)
        };
    }
    entries.iter().fold(String::new(), |mut text, (key, value)| {
        writeln!(text, "{key}: {value}").expect("a string takes all that is written");
        text
    })
}

/// The findings in a guide: rule, severity, and the underlined text, or what is missing.
fn found(ruleset: &guidelint::pack::Ruleset, own: &str) -> Vec<(String, Severity, String)> {
    let report = lint::check("指南.yaml", guide(own).into_bytes(), ruleset, &Selection::default());
    assert_eq!(report.guides.len(), 1, "{own}");
    let told = report.findings.iter().map(|finding| {
        let underlined: String = finding.spans.iter().map(|&span| report.source.slice(span)).collect();
        // Something missing has no text.
        let text = if finding.is_absence { finding.message.clone() } else { underlined };
        (finding.rule.id.clone(), finding.severity, text)
    });
    told.collect()
}

#[test]
fn lawful_guides_have_no_error_and_no_warning() {
    let ruleset = builtin();
    let mut wrong = String::new();
    for own in LAWFUL {
        let grave = found(&ruleset, own).into_iter().filter(|finding| finding.1 > Severity::Advice);
        for (rule, _, text) in grave {
            writeln!(wrong, "{rule} “{text}” in {own}").expect("a string takes all that is written");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn faults_of_unlawful_guides_are_found() {
    let ruleset = builtin();
    let mut missed = String::new();
    for (rule, text, own) in UNLAWFUL {
        let found = found(&ruleset, own);
        if !found.iter().any(|finding| finding.0 == *rule && finding.2.contains(text)) {
            let told: Vec<_> = found.iter().map(|finding| format!("{} “{}”", finding.0, finding.2)).collect();
            writeln!(missed, "{rule} “{text}” in {own}\n    {}", told.join("\n    "))
                .expect("a string takes all that is written");
        }
    }
    assert!(missed.is_empty(), "\n{missed}");
}

/// A step that a law of the sector excludes is not also reported as missing a ground.
#[test]
fn a_step_that_is_not_counted_is_told_once() {
    let ruleset = builtin();
    for own in [
        "事项名称: 企业投资项目核准\n事项类型: 行政许可\n法定办结时限: 20个工作日（征求有关单位意见的时间不计入）",
        "事项名称: 企业投资项目核准\n事项类型: 行政许可\n特别程序: [{环节名称: 征求意见, 时限: 5个工作日, 是否计入办结时限: 否}]",
        "事项名称: 医疗器械经营许可\n事项类型: 行政许可\n特别程序: [{环节名称: 现场核查, 时限: 5个工作日, 是否计入办结时限: 否}]",
        "事项名称: 取水许可\n事项类型: 行政许可\n法定办结时限: 45个工作日（征求有关部门意见的时间不计入）",
    ] {
        let found = found(&ruleset, own);
        let steps: Vec<_> = found
            .iter()
            .filter(|told| ["征求", "现场核查"].iter().any(|word| told.2.starts_with(word)))
            .collect();
        assert_eq!(steps.len(), 1, "{own}: {found:#?}");
        assert!(steps[0].0.starts_with("statutory-limits/"), "{own}: {}", steps[0].0);
    }
}

/// An entry that no example reaches may be one that no guide can reach.
#[test]
fn every_known_ground_is_offered_in_an_example() {
    let written: usize =
        guidelint::rules::packs().iter().map(|pack| pack.text().matches(" allows: ").count()).sum();
    let ruleset = builtin();
    let telling = ["statutory-limits/known-step-basis", "binzhou/promise-step-basis"];
    let rules = ruleset.rules.iter().filter(|rule| telling.contains(&&*rule.info.id));
    let offered = rules.flat_map(|rule| &rule.fail).flat_map(|example| {
        let text = example.value.clone().into_bytes();
        lint::check("指南.yaml", text, &ruleset, &Selection::default()).findings
    });
    let offered: BTreeSet<_> = offered.filter_map(|finding| finding.args.get("ground").cloned()).collect();
    assert_eq!(offered.len(), written, "{offered:#?}");
}

const LAWFUL: &[&str] = &[
    // Materials, deferrable and shared; costs; a material that both lists have.
    "事项名称: 门牌证补发\n行政区划: '370202'\n容缺受理: {说明: 是, 缺项材料: [租赁合同], 补正时限: 5个工作日}",
    "事项名称: 门牌证补发\n行政区划: '440106'\n容缺受理: 支持\n申请材料: [{材料名称: 居民身份证, 材料形式: 纸质, 原件份数: 1, 来源渠道: 政府部门核发, 材料必要性: 必要}, {材料名称: 租赁合同, 材料形式: 纸质, 原件份数: 1, 来源渠道: 申请人自备, 材料必要性: 容缺后补}]",
    "事项名称: 门牌证补发\n申请材料: [{材料名称: 居民身份证, 材料形式: 纸质, 原件份数: 1, 来源渠道: 申请人自备, 备注: 能够通过数据共享平台获取的，无需提交}]",
    "事项名称: 户外招牌设置\n服务对象: 企业法人\n注意事项: 由我局委托专家评审，评审费用由我局承担；企业自行委托检测的，费用自理",
    "事项名称: 房屋所有权转移登记\n行政区划: '500103'\n法定办结时限: 15个工作日，经批准可以延长15个工作日\n承诺办结时限: 5个工作日\n注意事项: 窗口交件后，由窗口人员在系统上传",
    "事项名称: 受理复议申请\n行政复议: 自受理申请之日起六十日内作出行政复议决定，情况复杂的，可以延长三十日",
    // Steps that a law of the sector or the region excludes from the limit, and limits of such laws.
    "事项名称: 取水许可\n事项类型: 行政许可\n法定办结时限: 45个工作日\n法定办结时限说明: 《取水许可和水资源费征收管理条例》第十九条\n特别程序: [{环节名称: 征求有关部门意见, 时限: 5个工作日, 是否计入办结时限: 否}, {环节名称: 听证, 时限: 20个工作日, 是否计入办结时限: 否}]",
    "事项名称: 企业投资项目核准\n事项类型: 行政许可\n法定办结时限: 20个工作日，经批准可以延长40个工作日\n特别程序: [{环节名称: 委托咨询机构评估, 时限: 15个工作日, 是否计入办结时限: 否}]",
    "事项名称: 医疗器械经营许可\n事项类型: 行政许可\n特别程序: [{环节名称: 企业整改, 时限: 10个工作日, 是否计入办结时限: 否}]",
    "事项名称: 建设工程规划许可\n事项类型: 行政许可\n行政区划: '410105'\n特别程序: [{环节名称: 批前公示, 时限: 10日, 是否计入办结时限: 否}]",
    "事项名称: 收养登记\n事项类型: 行政确认\n法定办结时限: 30日（公告60日，按照《中国公民收养子女登记办法》第八条不计入）\n承诺办结时限: 20个工作日",
    "事项名称: 户外广告设置\n事项类型: 行政许可\n承诺办结时限: 5个工作日（现场核查的时间不计入）",
    "事项名称: 工伤认定\n事项类型: 行政确认\n法定办结时限: 60日\n承诺办结时限: 40个工作日\n申请材料: [{材料名称: 医疗诊断证明, 材料形式: 纸质, 原件份数: 1, 出具机构: 医院}]",
    "事项名称: 居民身份证换领\n事项类型: 行政确认\n法定办结时限: 60日，交通不便的地区可以延长30日\n承诺办结时限: 20个工作日",
    "事项名称: 政府信息公开申请\n法定办结时限: 20个工作日，需要延长的最多延长20个工作日\n承诺办结时限: 20个工作日\n行政救济: 不予公开的，应当先申请行政复议，对复议决定不服的，自收到决定书之日起15日内起诉",
    // Charges for notaries, training and water are not administrative charges.
    "事项名称: 遗嘱公证\n实施主体: 某市公证处\n法定办结时限: 15个工作日\n是否收费: 是\n收费标准: 每件400元\n行政救济: ~",
    "事项名称: 家政服务员培训\n是否收费: 是\n收费标准: 每人800元\n行政救济: ~",
    "事项名称: 居民用水报装\n实施主体: 某市自来水公司\n是否收费: 是\n收费标准: 每立方米2.3元\n收费依据: 《某市供水价格办法》\n服务标准: 报装后三日内勘察",
    // Decisions on disputes have no promised period.
    "事项名称: 林木权属争议裁决\n事项类型: 行政裁决\n承诺办结时限: 无\n行政诉讼: 自接到处理决定之日起三十日内向人民法院起诉",
    // An office that recognizes injuries is not an insurance agency.
    "事项名称: 工伤认定\n事项类型: 行政确认\n实施主体: 某市某区人力资源和社会保障局\n申请材料: [{材料名称: 医疗诊断证明, 材料形式: 纸质, 原件份数: 1, 出具机构: 医院}]",
    // Revoking a registration and searching archives are not registrations.
    "事项名称: 公司设立登记撤销\n事项类型: 其他行政权力\n实施主体: 某市某区市场监督管理局\n法定办结时限: 3个月\n服务对象: 企业法人",
    "事项名称: 企业登记档案查询\n实施主体: 某市某区市场监督管理局\n服务对象: 企业法人",
    // Periods that are not those of administrative reconsideration.
    "事项名称: 户外广告拆除\n行政救济: 收到通知之日起五日内可以申请听证，也可以在六十日内申请行政复议",
    "事项名称: 占道停车罚款缴纳\n行政救济: 自收到决定书之日起十五日内缴纳罚款，不服的，可以在六十日内申请行政复议",
    "事项名称: 受理复议申请\n行政复议: 复议机关收到申请之日起五日内书面通知补正，补正后的行政复议申请视为当日提出",
    "事项名称: 交通事故证明\n行政救济: 收到之日起3日内申请复核，也可以依法申请行政复议",
    "事项名称: 复议审查\n行政救济: 复议机关五日内审查，不符合条件的不予受理申请人的行政复议申请；自受理之日起60个工作日内办结",
    // Nobody applies for what an office does on its own initiative.
    "事项名称: 对举报有功人员的奖励\n事项类型: 行政奖励\n受理条件: ~\n申请材料: ~\n办理方式: 依职权办理，不需要申请",
    "事项名称: 对占道经营的处罚\n事项类型: 行政处罚\n受理条件: ~\n申请材料: ~\n办理流程: [{环节名称: 立案, 办理内容: 两名执法人员到场, 办理时限: 2个工作日}]\n实施主体: 某市某区城市管理局",
    // Branches of a department: either government can reconsider.
    "事项名称: 户外招牌设置\n实施主体: 某市自然资源局某区分局\n行政复议: 60日内向某市人民政府或者某区人民政府申请行政复议",
    // Periods of other laws.
    "事项名称: 社会团体成立登记\n事项类型: 行政许可\n法定办结时限: 60日\n承诺办结时限: 30个工作日\n法定办结时限说明: 《社会团体登记管理条例》第十二条\n申请材料: [{材料名称: 章程草案, 材料形式: 纸质, 原件份数: 1}]",
    "事项名称: 护照签发\n事项类型: 行政许可\n法定办结时限: 15日\n承诺办结时限: 7个工作日\n实施主体: 某市公安局",
    "事项名称: 户外广告设施设置\n承诺办结时限: 10个工作日（不含专家评审20个工作日）",
    "事项名称: 户外广告设施变更\n法定办结时限: 20个工作日，可以延长10个工作日",
    // Disclosure of information on application.
    "事项名称: 政府信息公开申请\n事项类型: 公共服务\n收费情况: 不收取检索费、复制费、邮寄费\n行政救济: 不予公开的，应当先申请行政复议，对复议决定不服的，自收到决定书之日起15日内起诉",
    "事项名称: 完税证明开具\n实施主体: 国家税务总局某市某区税务局\n行政救济: 60日内向国家税务总局某市税务局申请行政复议，也可以在六个月内向人民法院起诉",
    // The absence of a fee in other words.
    "事项名称: 取水许可\n事项类型: 行政许可\n收费情况: 申请书文本费也不收取",
    // Anyang: the promise only applies to licences; what is missing is said at the counter.
    "事项名称: 居住证明开具\n行政区划: '410502'\n告知承诺: {说明: 是, 承诺内容: 租赁合同真实}",
    "事项名称: 居住证明补发\n行政区划: '410502'\n容缺受理: {说明: 是, 缺项材料: [租赁合同]}",
    // The law requires both persons in person.
    "事项名称: 结婚登记\n事项类型: 行政确认\n设定依据: [{名称: 婚姻登记条例, 条款: 第二十八条, 原文: 另行规定。}]\n注意事项: 双方必须亲自到婚姻登记窗口办理\n法定办结时限: 无\n承诺办结时限: 当场办结\n办件类型: 即办件",
    // Registered on the spot, free of charge, on a card and a statement; a divorce takes its thirty days.
    "事项名称: 结婚登记\n事项类型: 行政确认\n申请材料: [{材料名称: 双方居民身份证, 材料形式: 纸质, 原件份数: 1}, {材料名称: 无配偶和没有近亲属关系的签字声明, 材料形式: 纸质, 原件份数: 2}]\n注意事项: 双方必须亲自到婚姻登记窗口办理\n法定办结时限: 当场办结\n承诺办结时限: 当场办结\n办件类型: 即办件\n收费标准: 不收费",
    "事项名称: 离婚登记\n事项类型: 行政确认\n申请材料: [{材料名称: 双方居民户口簿, 材料形式: 纸质, 原件份数: 1}]\n法定办结时限: 30日\n承诺办结时限: 30日",
    // Benefits whose amount is stated, in any element; and a matter whose name only contains the word.
    "事项名称: 临时救助\n事项类型: 行政给付\n注意事项: 救助标准按照某县人民政府公布的标准执行",
    "事项名称: 特困人员救助供养\n事项类型: 行政给付\n供养标准: 每人每月910元",
    "事项名称: 低保证明出具\n实施主体: 某县民政局",
    // A bicycle is not a motor vehicle.
    "事项名称: 非机动车登记\n事项类型: 其他行政权力\n实施主体: 某市某区公安分局\n申请材料: [{材料名称: 非机动车登记申请表, 材料形式: 纸质, 原件份数: 1, 空白表格: 附件/申请表.docx}]",
    // Laws with more articles than the list says.
    "事项名称: 疫情报告登记\n设定依据: [{名称: 中华人民共和国传染病防治法, 条款: 第一百一十条, 原文: 另行规定。}, {名称: 中华人民共和国仲裁法, 条款: 第九十条, 原文: 另行规定。}, {名称: 中华人民共和国对外贸易法, 条款: 第八十条, 原文: 另行规定。}]",
    // A law cited without title marks is still cited.
    "事项名称: 专利无效宣告查询\n行政诉讼: 依照专利法第四十六条，可以自收到通知之日起三个月内向人民法院起诉",
    // Binzhou: the list of steps is open.
    "事项名称: 房屋建筑工程施工许可阶段并联审批\n行政区划: '371602'\n服务对象: 企业法人\n特别程序: [{环节名称: 整改, 是否计入办结时限: 否, 时限: 20个工作日}]",
    // Binzhou: the law is about buildings and city works, and about promised limits.
    "事项名称: 餐饮店开办并联审批\n行政区划: '371602'\n服务对象: 企业法人\n注意事项: 材料不全的，5个工作日内一次性告知",
    "事项名称: 社会保障卡申领\n行政区划: '440106'\n行政救济: ~",
    // A period of the examination, after acceptance, and a delivery counted from acceptance.
    "事项名称: 取水许可\n事项类型: 行政许可\n注意事项: 自受理之日起20日内审查，材料需补的一次告知",
    "事项名称: 取水许可\n事项类型: 行政许可\n送达时限: 自受理之日起25个工作日内\n结果送达: 自受理之日起25个工作日内送达",
    // Patents have three months by a special law, which need not be named.
    "事项名称: 专利复审\n行政诉讼: 自收到通知之日起三个月内向人民法院起诉",
    // A notary's certificate of a marriage is not a registration.
    "事项名称: 结婚证公证\n实施主体: 某市公证处\n是否收费: 是\n收费标准: 每件80元\n收费依据: 《某省公证服务收费标准》\n申请材料: [{材料名称: 居民户口簿, 材料形式: 纸质, 原件份数: 1}]\n法定办结时限: 15个工作日",
    "事项名称: 普通护照签发\n事项类型: 行政确认\n法定办结时限: 30日\n法定办结时限说明: 本地交通不便，经批准延长",
    "事项名称: 当场处罚罚款缴纳\n行政救济: 须经行政复议，不能直接向人民法院起诉",
    "事项名称: 流浪乞讨人员临时救助\n事项类型: 行政给付\n实施主体: 某县救助管理站",
    "事项名称: 高龄津贴申领\n事项类型: 行政给付\n补助标准: 每人每月100元\n注意事项: 老年人可以到窗口由工作人员代填",
    "事项名称: 律师执业证补发\n事项类型: 公共服务\n实施主体: 某市司法局\n行政救济: 60日内向某市人民政府或者某省司法厅申请行政复议",
    "事项名称: 公租房轮候查询\n行政区划: '440305'",
    // Kinds of persons and things that are not “other materials”.
    "事项名称: 林地征占用公示\n行政区划: '110108'\n受理条件: [户籍人口和其他常住居民均可申请, 不涉及其他所有权人]\n申请材料: [{材料名称: 其他林地权属证书, 材料形式: 纸质, 原件份数: 1}, {材料名称: 其他监理人员的职业资格证书, 材料形式: 纸质, 原件份数: 1}]",
    "事项名称: 居住证补领\n行政区划: '310115'\n申请材料: [{材料名称: 本市其他区学籍证明, 材料形式: 纸质, 原件份数: 1, 出具机构: 学校}]",
    // The full citation of a regulation has both numbers.
    "事项名称: 信息主动公开查询\n设定依据: [{名称: 中华人民共和国政府信息公开条例, 条款: 第十九条, 原文: 应当主动公开。}]\n备注: 《中华人民共和国政府信息公开条例》（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）",
];

const UNLAWFUL: &[(&str, &str, &str)] = &[
    ("required/core-elements", "申请材料", "事项名称: 门牌证补发\n申请材料: ~"),
    ("limits/promise-within-statute", "30个工作日", "事项名称: 门牌证补发\n承诺办结时限: 30个工作日"),
    ("process/review-working-days", "60个工作日", "事项名称: 门牌证补发\n行政救济: 60个工作日内申请行政复议"),
    ("process/review-period", "30日", "事项名称: 门牌证补发\n行政复议: 自收到决定之日起30日内申请行政复议"),
    // Remedies in other elements.
    (
        "process/review-period",
        "30日",
        "事项名称: 门牌证补发\n注意事项: 不服的，在收到决定之日起30日内申请行政复议",
    ),
    ("process/suit-period", "三个月", "事项名称: 门牌证补发\n注意事项: 不服的，三个月内向人民法院起诉"),
    ("process/review-period", "30日", "事项名称: 门牌证补发\n行政复议: 申请行政复议的期限为30日"),
    ("process/suit-period", "三个月", "事项名称: 门牌证补发\n行政诉讼: 三个月内向人民法院起诉"),
    // Direct suits with other periods.
    (
        "process/suit-period-other",
        "30日",
        "事项名称: 门牌证补发\n行政诉讼: 自收到决定书之日起30日内直接向人民法院起诉",
    ),
    ("process/suit-period-other", "一年", "事项名称: 门牌证补发\n行政诉讼: 一年内向人民法院提起行政诉讼"),
    ("process/suit-period-other", "90日", "事项名称: 门牌证补发\n行政诉讼: 自知道该决定之日起90日内提起诉讼"),
    ("process/suit-period-other", "两个月", "事项名称: 门牌证补发\n行政诉讼: 两个月内向人民法院起诉"),
    (
        "process/suit-after-review",
        "30日",
        "事项名称: 门牌证补发\n行政诉讼: 收到复议决定书之日起30日内向人民法院起诉",
    ),
    // Two bodies, in either order and with either conjunction.
    (
        "process/review-body",
        "某省应急管理厅",
        "事项名称: 门牌证补发\n实施主体: 某市应急管理局\n行政复议: 60日内向某市人民政府或者某省应急管理厅申请行政复议",
    ),
    (
        "process/review-body",
        "某省药品监督管理局",
        "事项名称: 门牌证补发\n实施主体: 某市药品监督管理局\n行政复议: 60日内向某市人民政府、某省药品监督管理局申请行政复议",
    ),
    (
        "process/review-body",
        "上一级公安机关",
        "事项名称: 门牌证补发\n实施主体: 某市某区公安局\n行政复议: 60日内向上一级公安机关申请行政复议",
    ),
    // Chinese numerals, and other elements, in deliveries, notices and publications.
    (
        "licences/delivery-text",
        "二十个工作日",
        "事项名称: 取水许可\n事项类型: 行政许可\n结果送达: 自作出决定之日起二十个工作日内送达",
    ),
    (
        "licences/delivery-step",
        "15个工作日",
        "事项名称: 取水许可\n事项类型: 行政许可\n办理流程: [{环节名称: 送达, 办理内容: 邮寄许可证, 办理时限: 15个工作日}]",
    ),
    (
        "process/one-time-notice",
        "十个工作日",
        "事项名称: 取水许可\n事项类型: 行政许可\n注意事项: 材料不齐全的，十个工作日内一次性告知",
    ),
    (
        "process/one-time-notice",
        "7个工作日",
        "事项名称: 取水许可\n事项类型: 行政许可\n注意事项: 补正材料的告知期限为7个工作日，告知期限为7个工作日",
    ),
    (
        "process/one-time-notice",
        "七日",
        "事项名称: 取水许可\n事项类型: 行政许可\n注意事项: 材料不全的，七日内一次告知补正",
    ),
    (
        "process/publication-within",
        "二十个工作日",
        "事项名称: 取水许可\n事项类型: 行政许可\n有关说明: 决定作出后二十个工作日内向社会公开",
    ),
    (
        "process/publication-within",
        "30日",
        "事项名称: 取水许可\n事项类型: 行政许可\n有关说明: 许可决定自作出之日起30日内公开",
    ),
    // Fees for forms, for searches, and without a basis of sufficient rank.
    (
        "licences/free-form",
        "申请表",
        "事项名称: 取水许可\n事项类型: 行政许可\n是否收费: 是\n收费项目: [{名称: 申请表, 收费标准: 每份5元, 收费依据: 《某省收费目录》}]",
    ),
    (
        "required/licence-fee-basis",
        "《某省收费目录》",
        "事项名称: 取水许可\n事项类型: 行政许可\n是否收费: 是\n收费项目: [{名称: 水资源费, 收费标准: 每立方米1元, 收费依据: 《某省收费目录》}]",
    ),
    (
        "licences/free-form",
        "申请书文本费",
        "事项名称: 取水许可\n事项类型: 行政许可\n是否收费: 是\n收费标准: 申请书文本费每份2元",
    ),
    (
        "process/information-request-fee-text",
        "检索费",
        "事项名称: 政府信息公开申请\n是否收费: 是\n收费标准: 检索费每件2元，复制费每页0.1元",
    ),
    // Kinds of registrations.
    (
        "sectors/registration-limit",
        "15个工作日",
        "事项名称: 内资公司、分公司设立登记\n实施主体: 某市某区市场监督管理局\n服务对象: 企业法人\n法定办结时限: 15个工作日",
    ),
    (
        "sectors/registration-limit",
        "15个工作日",
        "事项名称: 外国公司分支机构设立登记\n实施主体: 某市某区市场监督管理局\n服务对象: 企业法人\n法定办结时限: 15个工作日",
    ),
    (
        "sectors/registration-limit",
        "15个工作日",
        "事项名称: 公司设立、变更、注销登记\n实施主体: 某市某区市场监督管理局\n服务对象: 企业法人\n法定办结时限: 15个工作日",
    ),
    (
        "sectors/registration-limit",
        "15个工作日",
        "事项名称: 有限公司营业执照核发\n实施主体: 某市某区市场监督管理局\n服务对象: 企业法人\n法定办结时限: 15个工作日",
    ),
    // Regions that forbid catch-alls, in other words.
    (
        "beijing/vague-related",
        "有关部门",
        "事项名称: 户外招牌设置\n行政区划: '110108'\n受理条件: [经有关部门批准]",
    ),
    (
        "shanghai/catch-all-condition",
        "其他法律、行政法规规定的条件",
        "事项名称: 户外招牌设置\n行政区划: '310115'\n受理条件: [符合其他法律、行政法规规定的条件]",
    ),
    (
        "guangdong/catch-all-condition",
        "国家规定的其余条件",
        "事项名称: 户外招牌设置\n行政区划: '440106'\n受理条件: [具备国家规定的其余条件]",
    ),
    (
        "guangdong/catch-all-material",
        "审批机关认为需要补充的材料",
        "事项名称: 户外招牌设置\n行政区划: '440106'\n申请材料: [{材料名称: 审批机关认为需要补充的材料, 材料形式: 纸质, 原件份数: 1}]",
    ),
    // Steps, channels, licences, proofs.
    (
        "licences/excluded-step-basis",
        "现场核查",
        "事项名称: 取水许可\n事项类型: 行政许可\n特别程序: [{环节名称: 现场核查, 时限: 20个工作日, 是否计入办结时限: 否}]",
    ),
    (
        "process/restricted-channel",
        "只能在网上",
        "事项名称: 户外招牌设置\n服务对象: 企业法人\n注意事项: 只能在网上申请",
    ),
    ("licences/long-limit", "30个工作日", "事项名称: 取水许可\n事项类型: 行政许可\n法定办结时限: 30个工作日"),
    (
        "bases/proof-rank",
        "《医疗器械经营监督管理办法》",
        "事项名称: 门牌证补发\n申请材料: [{材料名称: 无犯罪记录证明, 材料形式: 纸质, 原件份数: 1, 出具机构: 派出所, 要求提供材料的依据: 《医疗器械经营监督管理办法》第十条}]",
    ),
    (
        "process/outdated-number",
        "国务院令第492号",
        "事项名称: 门牌证补发\n备注: 《政府信息公开条例》（国务院令第492号）",
    ),
    (
        "licences/excluded-step-basis-text",
        "现场勘验",
        "事项名称: 户外广告设置\n事项类型: 行政许可\n法定办结时限: 20个工作日（现场勘验的时间不计入）",
    ),
    (
        "licences/excluded-step-basis",
        "公示",
        "事项名称: 建设工程规划许可\n事项类型: 行政许可\n行政区划: '410502'\n特别程序: [{环节名称: 批前公示, 时限: 10日, 是否计入办结时限: 否}]",
    ),
    (
        "licences/licensing-law-elsewhere",
        "第四十五条",
        "事项名称: 户外广告设置\n事项类型: 行政许可\n特别程序: [{环节名称: 现场勘验, 时限: 5个工作日, 是否计入办结时限: 否, 依据: 《中华人民共和国行政许可法》第四十五条}]",
    ),
    (
        "statutory-limits/project-consultation",
        "征求行业主管部门意见",
        "事项名称: 企业投资项目核准\n事项类型: 行政许可\n特别程序: [{环节名称: 征求行业主管部门意见, 时限: 10个工作日, 是否计入办结时限: 否}]",
    ),
    (
        "statutory-limits/device-inspection",
        "现场核查",
        "事项名称: 医疗器械经营许可\n事项类型: 行政许可\n特别程序: [{环节名称: 现场核查, 时限: 10个工作日, 是否计入办结时限: 否}]",
    ),
    ("statutory-limits/estate-limit", "60个工作日", "事项名称: 不动产首次登记\n法定办结时限: 60个工作日"),
    ("statutory-limits/injury-days", "60个工作日", "事项名称: 工伤认定\n法定办结时限: 60个工作日"),
    (
        "statutory-limits/unemployment-limit",
        "30个工作日",
        "事项名称: 失业保险金申领\n法定办结时限: 30个工作日",
    ),
    ("qingdao/deferrable-materials", "可以容缺", "事项名称: 门牌证补发\n行政区划: '370202'\n容缺受理: 支持"),
    ("guangdong/secondary-materials", "次要材料", "事项名称: 门牌证补发\n行政区划: '440106'\n容缺受理: 支持"),
    (
        "process/shared-material",
        "可通过省数据共享平台获取",
        "事项名称: 门牌证补发\n申请材料: [{材料名称: 居民身份证, 材料形式: 纸质, 原件份数: 1, 来源渠道: 申请人自备, 备注: 可通过省数据共享平台获取}]",
    ),
    (
        "licences/commissioned-cost",
        "评审费用由申请人承担",
        "事项名称: 户外招牌设置\n服务对象: 企业法人\n注意事项: 由我局委托机构进行技术评审，评审费用由申请人承担",
    ),
    (
        "licences/materials-again",
        "再次向市级机关提交",
        "事项名称: 户外招牌设置\n事项类型: 行政许可\n注意事项: 区级初审通过后，申请人再次向市级机关提交申请材料",
    ),
    (
        "chongqing/online-again",
        "登录平台上传",
        "事项名称: 门牌证补发\n行政区划: '500103'\n注意事项: 在窗口提交纸质材料后，还应登录平台上传电子版",
    ),
    (
        "chongqing/estate-limit",
        "30个工作日",
        "事项名称: 房屋所有权转移登记\n行政区划: '500103'\n法定办结时限: 30个工作日",
    ),
    (
        "process/review-decision",
        "90日",
        "事项名称: 门牌证补发\n行政复议: 复议机关自受理申请之日起90日内作出行政复议决定",
    ),
    (
        "zhejiang/intermediary-time",
        "依据",
        "事项名称: 户外招牌设置\n事项类型: 行政许可\n行政区划: '330106'\n特别程序: [{环节名称: 委托中介机构检测, 时限: 10个工作日, 是否计入办结时限: 否}]",
    ),
    // Marriages: a fee, a household book, ten days.
    ("sectors/marriage-charged", "是", "事项名称: 结婚登记\n事项类型: 行政确认\n是否收费: 是"),
    (
        "sectors/marriage-fee",
        "9元",
        "事项名称: 结婚登记\n事项类型: 行政确认\n是否收费: 是\n收费标准: 结婚证工本费每对9元",
    ),
    (
        "sectors/marriage-household-book",
        "户口本",
        "事项名称: 内地居民结婚登记\n事项类型: 行政确认\n申请材料: [{材料名称: 双方户口本原件, 材料形式: 纸质, 原件份数: 1}]",
    ),
    (
        "sectors/marriage-on-the-spot",
        "10个工作日",
        "事项名称: 结婚登记\n事项类型: 行政确认\n法定办结时限: 10个工作日\n承诺办结时限: 当场办结",
    ),
    // Market regulators say how long a test takes.
    (
        "sectors/market-step-limit",
        "要多久",
        "事项名称: 食品生产许可\n事项类型: 行政许可\n实施主体: 某市某区市场监督管理局\n办理流程: [{环节名称: 受理, 办理内容: 核对申请书, 办理时限: 1个工作日}, {环节名称: 产品检验, 办理内容: 抽取样品送检}]",
    ),
    // Benefits without a stated amount.
    ("openness/relief-standard", "救助标准", "事项名称: 临时救助\n事项类型: 行政给付\n实施主体: 某县民政局"),
    (
        "openness/elderly-standard",
        "补贴标准",
        "事项名称: 高龄津贴申领\n事项类型: 行政给付\n受理条件: [年满80周岁]",
    ),
    (
        "openness/farm-standard",
        "补贴标准",
        "事项名称: 耕地地力保护补贴\n事项类型: 行政给付\n实施主体: 某县农业农村局",
    ),
    // Rules that no case above covers.
    ("limits/no-limit", "无", "事项名称: 门牌证补发\n事项类型: 行政确认\n法定办结时限: 无\n承诺办结时限: 无"),
    (
        "licences/renewal-after-expiry",
        "届满后三十日内",
        "事项名称: 取水许可\n事项类型: 行政许可\n注意事项: 有效期届满后三十日内申请延续",
    ),
    (
        "chongqing/paper-again",
        "还应到窗口提交纸质材料",
        "事项名称: 门牌证补发\n行政区划: '500103'\n注意事项: 网上申报后还应到窗口提交纸质材料",
    ),
    (
        "zhejiang/daily-quota",
        "每日限办30件",
        "事项名称: 门牌证补发\n行政区划: '330106'\n注意事项: 每日限办30件",
    ),
];
