//! How fast guides are checked, in bytes per second.
//!
//! The first group checks guides in memory, on one thread, step by step: YAML only, then with elements, then
//! the whole check. The second runs the program on a folder of 2,000 guides. The third loads the built-in
//! packs, which every start of the program does.
//!
//! The guides are generated and always the same: about 8 KB each, with about four findings or none.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use guidelint::pack::{self, Ruleset};
use guidelint::rules;
use guidelint::{document, guide, lint};

fn main() {
    divan::main();
}

static RULESET: LazyLock<Ruleset> = LazyLock::new(|| {
    rules::load(&rules::packs()).unwrap_or_else(|_| panic!("the built-in packs are tested"))
});

/// Guides as in practice, and guides without findings.
const VARIETIES: [&str; 2] = ["usual", "clean"];

fn some_guides(variety: &str) -> Vec<String> {
    (0..20).map(|number| guide_text(number, variety == "usual")).collect()
}

fn bytes(guides: &[String]) -> BytesCount {
    BytesCount::new(guides.iter().map(String::len).sum::<usize>())
}

#[divan::bench_group(min_time = 2, max_time = 4)]
mod one_thread {
    use super::{Bencher, RULESET, VARIETIES, black_box, bytes, document, guide, lint, pack, some_guides};

    #[divan::bench(args = VARIETIES)]
    fn a_parse(bencher: Bencher<'_, '_>, variety: &str) {
        let guides = some_guides(variety);
        bencher.counter(bytes(&guides)).bench_local(|| {
            for text in &guides {
                black_box(document::parse(text));
            }
        });
    }

    #[divan::bench(args = VARIETIES)]
    fn b_parse_and_guide(bencher: Bencher<'_, '_>, variety: &str) {
        let guides = some_guides(variety);
        bencher.counter(bytes(&guides)).bench_local(|| {
            for text in &guides {
                let stream = document::parse(text);
                guide::guides(&stream, &RULESET.vocabulary).for_each(|guide| drop(black_box(guide)));
            }
        });
    }

    #[divan::bench(args = VARIETIES)]
    fn c_whole_check(bencher: Bencher<'_, '_>, variety: &str) {
        let guides = some_guides(variety);
        for text in &guides {
            let report = lint::check("指南.yaml", text.clone().into(), &RULESET, &pack::Selection::default());
            // New rules may find a few more; the two varieties must stay distinguishable.
            let wanted = if variety == "usual" { 3..=12 } else { 0..=2 };
            assert!(wanted.contains(&report.findings.len()), "{:#?}\n{text}", report.findings);
        }
        bencher.counter(bytes(&guides)).bench_local(|| {
            for text in &guides {
                black_box(lint::check(
                    "指南.yaml",
                    text.clone().into(),
                    &RULESET,
                    &pack::Selection::default(),
                ));
            }
        });
    }
}

#[divan::bench_group(sample_count = 15, sample_size = 1)]
mod program_on_2000_guides {
    use super::{Bencher, BytesCount, Command, Folder, Stdio};

    #[divan::bench(args = [("json", 1), ("json", 2), ("compact", 2), ("human", 2)])]
    fn check(bencher: Bencher<'_, '_>, (format, threads): (&str, usize)) {
        let folder = Folder::new(2000);
        bencher.counter(BytesCount::new(folder.bytes)).bench_local(|| {
            let status = Command::new(env!("CARGO_BIN_EXE_guidelint"))
                .args(["check", "--fail-on", "never", "--format", format])
                .arg(&folder.path)
                .env("RAYON_NUM_THREADS", threads.to_string())
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("the program runs").success());
        });
    }
}

#[divan::bench(min_time = 1, max_time = 3)]
fn start_with_builtin_packs() -> bool {
    rules::load(black_box(&rules::packs())).is_ok()
}

/// A folder of guides, every second one clean; it is removed when dropped.
struct Folder {
    path: PathBuf,
    bytes: usize,
}

impl Folder {
    fn new(guides: usize) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guides-{}", std::process::id()));
        fs::create_dir_all(&path).expect("the target folder can be written to");
        let mut bytes = 0;
        for number in 0..guides {
            let text = guide_text(number, number % 2 == 0);
            fs::write(path.join(format!("指南{number:04}.yaml")), &text).expect("a guide can be written");
            bytes += text.len();
        }
        Self { path, bytes }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // If this fails, the folder remains in the target folder.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Pseudorandom numbers that are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        // Knuth's multiplier; the high bits are the best.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn one_of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }
}

const MATTERS: [&str; 6] = [
    "食品经营许可",
    "公共场所卫生许可",
    "药品经营许可",
    "烟草专卖零售许可",
    "旅馆业特种行业许可",
    "出版物零售许可",
];

const CONDITIONS: [&str; 8] = [
    "申请人已取得营业执照、事业单位法人证书或者社会团体法人登记证书",
    "经营场所在某市某区内，与旱厕、暴露垃圾场的距离不少于25米",
    "操作区与就餐区分开设置，操作区内设有专用的洗手池、原料清洗池和用具清洗池",
    "配备1名以上经考核合格的安全管理人员",
    "从事直接接触工作的人员持有12个月内出具的健康证明",
    "已建立从业人员健康管理、进货查验记录、日常自查、事故处置4项制度",
    "经营面积不小于50平方米，从业人员不少于3人",
    "符合《公共场所卫生管理条例》第四条规定的空气、水质、采光、噪音的卫生标准",
];

const VAGUE_CONDITIONS: [&str; 4] = [
    "法律、法规规定的其他条件",
    "符合国家有关规定",
    "具有一定规模的经营场所，核查人员视情况要求补充说明",
    "有必要的设施和从业人员",
];

const MATERIALS: [&str; 8] = [
    "营业执照",
    "经营场所平面布局图",
    "主要设备设施清单和操作流程图",
    "安全规章制度目录清单",
    "授权委托书",
    "法定代表人居民身份证",
    "不动产权证书或者租赁合同",
    "从业人员健康证明",
];

const VAGUE_MATERIALS: [&str; 4] =
    ["需要提交的其他材料", "身份证、户口簿等材料", "有效证明文件", "经营场所相关证明材料"];

const REMARKS: [&str; 5] = [
    "复印件用A4纸，加盖公章；申请人是个体工商户的，由经营者签名",
    "标明操作区、就餐区、洗手池、清洗池和设备的位置与面积，单位为平方米",
    "清单写明设备名称、数量和用途；流程图从原料进货画到成品供应",
    "写明委托事项、权限和期限，由委托人签名；受托人出示居民身份证原件",
    "列出从业人员健康管理、进货查验记录、日常自查、事故处置4项制度的名称和发布日期",
];

const STEPS: [&str; 5] = ["受理", "现场核查", "审查", "决定", "制证与送达"];

/// A guide of about 8 KB in common styles of YAML, with about four findings if it has `vague` parts.
fn guide_text(number: usize, vague: bool) -> String {
    let mut text = String::with_capacity(10_000);
    let dice = &mut Dice(number as u64);
    write_guide(&mut text, dice, vague).expect("writing to a string cannot fail");
    text
}

fn write_guide(out: &mut String, dice: &mut Dice, vague: bool) -> std::fmt::Result {
    let matter = dice.one_of(&MATTERS);
    writeln!(out, "# {matter}（新办）的办事指南，由窗口人员填写，每年核对一次。\n")?;
    writeln!(out, "事项名称: {matter}（新办）\n事项类型: 行政许可")?;
    // Without quotes it would be a number.
    let quote = if vague { "" } else { "\"" };
    writeln!(out, "基本编码: {quote}000131013000{quote}   # 目录2位、事项类型2位、主项5位、子项3位")?;
    writeln!(out, "实施编码: \"11330106MB0X12044Y4000131013000\"\n行使层级: 县级\n行政区划: '330106'")?;
    writeln!(out, "实施主体: 某市某区市场监督管理局\n实施主体性质: 法定机关")?;
    writeln!(out, "实施主体编码: \"11330106MB0X12044Y\"")?;
    writeln!(out, "受理机构: 某市某区政务服务中心综合窗口\n决定机构: 某市某区市场监督管理局")?;
    writeln!(out, "服务对象: [企业法人, 非法人企业, 事业法人, 社会组织法人, 其他组织]")?;
    writeln!(out, "适用范围: >-\n  在某市某区内开设经营场所，首次申请{matter}的单位和个人；")?;
    writeln!(out, "  已经取得{matter}、需要变更或者延续的，\n  请看另外两份指南\n")?;
    writeln!(out, "设定依据:")?;
    writeln!(
        out,
        "  - {{名称: 中华人民共和国食品安全法, 条款: 第三十五条第一款, 原文: \"国家对食品生产经营实行许可制度。\"}}"
    )?;
    writeln!(out, "  - 名称: 公共场所卫生管理条例\n    条款: 第四条\n    原文: |")?;
    writeln!(out, "      国家对公共场所实行卫生许可证制度。\n      卫生许可证由县以上卫生行政部门签发。\n")?;
    write_conditions(out, dice, vague)?;
    write_materials(out, dice, vague)?;
    write_steps(out, dice)?;
    writeln!(out, "法定办结时限: 20个工作日\n承诺办结时限: {}个工作日   # 各环节之和", 5 + dice.below(6))?;
    writeln!(
        out,
        "承诺办结时限说明: 自受理之日起计算，现场核查的时间包括在内\n办件类型: 承诺件\n是否收费: 否\n"
    )?;
    writeln!(out, "办理形式: [窗口办理, 网上办理]\n到办事现场次数: 0")?;
    writeln!(out, "办理地点: 某市某区市民路{}号政务服务中心二楼A12号窗口", 1 + dice.below(300))?;
    writeln!(out, "办理时间: 星期一至星期五，上午9:00—12:00，下午13:30—17:00（法定节假日除外）")?;
    writeln!(out, "咨询方式: 0571-12315\n监督投诉方式: 0571-12345\n通办范围: 全市\n是否网办: 是")?;
    writeln!(out, "网办地址: https://zwfw.example.gov.cn/items/{}", dice.below(100_000))?;
    writeln!(out, "办理结果: {{名称: {matter}证, 类型: 证照, 有效期: 5年, 延续要求: 届满前90日内申请}}")?;
    writeln!(
        out,
        "结果送达: \"自作出决定之日起3个工作日内，在办理窗口领取或者用快递寄到申请人填写的地址\"\n"
    )?;
    writeln!(
        out,
        "行政复议: 对不予许可决定不服的，可以自知道该决定之日起60日内，向某市某区人民政府申请行政复议"
    )?;
    writeln!(
        out,
        "行政诉讼: 对不予许可决定不服的，可以自知道该决定之日起六个月内，向某市某区人民法院提起行政诉讼\n"
    )?;
    writeln!(out, "常见问题:\n  - 问题: 店面还没有装修好，可以先申请吗？\n    答案: |-")?;
    writeln!(
        out,
        "      不可以。现场核查时要看到已安装的设备，\n      请在装修完工后申请。\n  - 问题: 只在网上经营，要办吗？"
    )?;
    writeln!(out, "    答案: '要办。没有实体门店的，经营场所写办公地址。'")
}

fn write_conditions(out: &mut String, dice: &mut Dice, vague: bool) -> std::fmt::Result {
    writeln!(out, "# 条件一条一句，每条都能当场判断是否满足。\n受理条件:")?;
    for condition in CONDITIONS {
        match dice.below(4) {
            0 => writeln!(out, "  - \"{condition}\"")?,
            1 => writeln!(out, "  - >\n    {condition}")?,
            _ => writeln!(out, "  - {condition}")?,
        }
    }
    if vague {
        writeln!(out, "  - {}", dice.one_of(&VAGUE_CONDITIONS))?;
    }
    writeln!(
        out,
        "不予受理情形:\n  - 申请人在1年内因隐瞒真实情况申请许可被驳回\n  - 申请人被吊销许可证未满5年"
    )?;
    writeln!(out, "数量限制: 无数量限制\n容缺受理: 不适用\n")
}

fn write_materials(out: &mut String, dice: &mut Dice, vague: bool) -> std::fmt::Result {
    writeln!(out, "申请材料:")?;
    let from = dice.below(MATERIALS.len());
    let usual = (0..6).map(|number| MATERIALS[(from + number) % MATERIALS.len()]);
    let vague = vague.then(|| dice.one_of(&VAGUE_MATERIALS));
    for (number, name) in usual.chain(vague).enumerate() {
        writeln!(
            out,
            "  - 材料名称: {name}   # 第{}项\n    材料类型: 原件\n    材料形式: 纸质/电子化",
            number + 1
        )?;
        writeln!(out, "    材料必要性: 必要\n    原件份数: 1\n    复印件份数: 0\n    来源渠道: 申请人自备")?;
        let remark = dice.one_of(&REMARKS);
        if dice.below(2) == 0 {
            writeln!(out, "    填报须知: |\n      {remark}；\n      日期写到日，不得涂改。")?;
        } else {
            writeln!(out, "    填报须知: \"{remark}\"")?;
        }
        writeln!(out, "    示例样表: https://zwfw.example.gov.cn/forms/{}.pdf", dice.below(10_000))?;
    }
    writeln!(out)
}

fn write_steps(out: &mut String, dice: &mut Dice) -> std::fmt::Result {
    writeln!(out, "# 每个环节写清谁办、办什么、办多久。\n办理流程:")?;
    for step in STEPS {
        writeln!(out, "  - 环节名称: {step}\n    办理主体: 某市某区市场监督管理局经营监管科")?;
        let remark = dice.one_of(&REMARKS);
        writeln!(out, "    办理内容: 对照受理条件核对材料和现场核查记录表；{remark}")?;
        writeln!(out, "    办理时限: {}个工作日\n    办理结果: {step}记录表", 1 + dice.below(2))?;
    }
    writeln!(out, "特别程序: 无\n")
}
