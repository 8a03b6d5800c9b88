//! Packs from outside: the built-in ones are sound, and all mistakes in a pack are reported together, with
//! their locations.

use guidelint::document::typed::Mistake;
use guidelint::finding::Severity;
use guidelint::pack::{self, Mistakes, Ruleset};
use guidelint::pack_test;
use guidelint::rules;
use guidelint::text::SourceFile;

mod both_sides;
mod broken;
mod citations;
mod conformance;
#[path = "../support/effort.rs"]
mod effort;
mod fragments;
mod grounds;
mod idle;
mod judged;
mod readme;

/// A sound pack with every feature of packs; changes of a few words break it.
pub(crate) const SOUND: &str = "\
pack: {id: local, version: '1', title: 本地要求}
sources:
  banfa: {kind: 规范性文件, title: 某市养犬办法, text: full}
  chuanwen: {kind: 规范性文件, title: 某省养犬通知, text: secondhand}
clauses:
  - {source: banfa, number: 第一条, obligation: 不得, checked: full}
  - {source: banfa, number: 第二条, obligation: 宜, checked: human, human: [登记是否及时？]}
  - {source: chuanwen, obligation: 应, checked: partial}
elements:
  - {name: 犬名}
  - {name: 免疫证号}
  - {name: 犬种, values: [{name: 中型犬}, {name: 小型犬}]}
vocabulary:
  猫话: {words: [喵, 喵喵], except: [喵星]}
rules:
  - id: no-cat
    title: 犬名不得是猫话
    category: wording
    clause: {source: banfa, number: 第一条}
    where: 犬名
    when: {犬种: {one_of: [小型犬]}}
    must: {avoid: 猫话}
    message: 犬名“{found}”是猫话
    help: 换一个名字
    pass: ['{犬名: 旺财, 犬种: 小型犬}']
    fail: ['{犬名: 喵喵, 犬种: 小型犬}']
  - id: breed-stated
    title: 犬种要写明
    category: elements
    clause: {source: chuanwen}
    severity: advice
    where: 犬种
    must: {required: {or: [犬名]}}
    message: 缺少“{element}”
    pass: ['{犬种: 中型犬}']
    fail: ['{免疫证号: 甲1}']
  - id: catless-number
    title: 免疫证号不是猫话
    category: words
    clause: {source: banfa, number: '第一条'}
    where: [免疫证号]
    must: {avoid: [猫话]}
    message: 免疫证号有“{found}”
    pass: ['{免疫证号: 喵星2}']
    fail: ['{免疫证号: 喵2喵喵}']
  - id: known-breed
    title: 犬种应在表内
    category: codes
    clause: {number: 第一条, source: banfa}
    where: [犬种]
    must: enumerated
    message: 没有“{found}”{hint}
    pass: ['犬种: 小型犬']
    fail: ['犬种: 狸花猫']
";

/// The sound pack with a change.
pub(crate) fn changed(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} stands once in the sound pack");
    SOUND.replace(from, to)
}

/// All mistakes of a text that is loaded after some packs, each with the text that it marks.
pub(crate) fn mistakes_of(before: &[&str], text: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = before.iter().map(|text| SourceFile::new("基础.yaml", *text)).collect();
    files.push(SourceFile::new("本地.yaml", text));
    let source = files.last().expect("a pack was pushed");
    let told = |mistake: &Mistake| (source.slice(mistake.span).to_owned(), mistake.message.clone());
    match rules::load(&files) {
        Ok(ruleset) => pack_test::prove(&ruleset, ruleset.packs.len() - 1)
            .last()
            .expect("a list for every pack")
            .iter()
            .map(told)
            .collect(),
        Err(Mistakes { problems, mistakes }) => {
            assert_eq!((problems.len(), mistakes.len()), (files.len(), files.len()));
            let (own_problems, others) = problems.split_last().expect("a list for every file");
            assert!(others.iter().all(Vec::is_empty));
            assert!(mistakes[..mistakes.len() - 1].iter().all(Vec::is_empty), "{mistakes:?}");
            let problems = own_problems.iter().map(|problem| {
                assert!(source.text().get(problem.span.range()).is_some());
                (source.slice(problem.span).to_owned(), problem.message.clone())
            });
            let own = mistakes.last().expect("a list for every file");
            assert!(own.is_sorted_by_key(|mistake| mistake.span), "in the order of the file");
            problems.chain(own.iter().map(told)).collect()
        }
    }
}

fn builtin() -> Ruleset {
    rules::load(&rules::packs()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

#[test]
fn the_built_in_packs_load() {
    let ruleset = builtin();
    let files: Vec<_> = rules::packs().iter().map(|file| file.path().to_owned()).collect();
    let named: Vec<_> = ruleset.packs.iter().map(|pack| format!("rules/{}.yaml", pack.id)).collect();
    assert_eq!(files, named, "packs are named like their files");
}

#[test]
fn every_file_in_the_folder_of_rules_is_built_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let entries = std::fs::read_dir(folder).expect("the folder is part of the repository");
    let names = entries.map(|entry| entry.expect("it can be read").file_name().into_string().expect("UTF-8"));
    let mut there: Vec<_> =
        names.filter(|name| name.contains(".yaml")).map(|name| format!("rules/{name}")).collect();
    let mut built_in: Vec<_> = rules::packs().iter().map(|file| file.path().to_owned()).collect();
    there.sort();
    built_in.sort();
    assert_eq!(there, built_in);
}

#[test]
fn the_built_in_packs_prove_themselves() {
    let ruleset = builtin();
    for (pack, mistakes) in ruleset.packs.iter().zip(pack_test::prove(&ruleset, 0)) {
        assert_eq!(mistakes, [], "{}", pack.id);
    }
}

/// One example proves that a rule finds something; the second proves that it finds more than that.
#[test]
fn every_built_in_rule_has_two_examples_of_either_kind() {
    let ruleset = builtin();
    let lacking = ruleset.rules.iter().filter(|rule| rule.pass.len() < 2 || rule.fail.len() < 2);
    let told: Vec<_> = lacking
        .map(|rule| format!("{}: {} pass, {} fail", rule.info.id, rule.pass.len(), rule.fail.len()))
        .collect();
    assert!(told.is_empty(), "two of each kind are needed:\n{}", told.join("\n"));
}

#[test]
fn no_built_in_rule_is_graver_than_what_was_read_of_its_clause() {
    for rule in builtin().rules {
        let clause = rule.info.clause.as_ref().expect("every rule of a pack rests on a clause");
        let most = pack::severity(rule.obligation, clause.status, clause.inferred);
        assert!(rule.severity <= most, "{} is {:?}, at most {most:?}", rule.info.id, rule.severity);
    }
}

/// A rule may have the severity of the one it replaces if its clause is more specific: the finding should
/// then cite the text of the region or the profile.
#[test]
fn built_in_rules_are_at_least_as_grave_as_what_they_tighten() {
    let ruleset = builtin();
    let pairs: Vec<_> =
        ruleset.rules.iter().filter_map(|rule| Some((rule, &ruleset.rules[rule.tightens?]))).collect();
    assert!(pairs.len() >= 20, "regions and profiles tighten rules");
    for (rule, base) in pairs {
        let pack = &ruleset.packs[rule.pack];
        let is_closer = rule.info.clause != base.info.clause;
        let is_graver = rule.severity > base.severity;
        assert!(is_graver || rule.severity == base.severity && is_closer, "{}", rule.info.id);
        assert!(pack.region.is_some() || pack.profile.is_some(), "{}", rule.info.id);
        assert_eq!(rule.elements, base.elements, "{}", rule.info.id);
    }
}

#[test]
fn the_sound_pack_is_sound() {
    assert_eq!(mistakes_of(&[], SOUND), []);
    let ruleset = rules::load(&[SourceFile::new("本地.yaml", SOUND)]).expect("it is sound");
    let rules: Vec<_> = ruleset.rules.iter().map(|rule| (rule.info.id.as_str(), rule.severity)).collect();
    let expected = [
        ("local/no-cat", Severity::Error),
        ("local/breed-stated", Severity::Advice),
        ("local/catless-number", Severity::Error),
        ("local/known-breed", Severity::Error),
    ];
    assert_eq!(rules, expected);
}
