//! The rule packs and tables that are part of guidelint: the data of `rules/`.

use std::sync::Arc;

use guidelint_core::check::{Table, Tables};
use guidelint_core::digest;
use guidelint_core::pack::{self, Mistakes, Ruleset};
use guidelint_core::text::SourceFile;

/// The built-in packs: the path of each in the repository, and its text. New files must be added here.
pub const PACKS: &[(&str, &str)] = &[
    ("rules/sources.yaml", include_str!("../../../rules/sources.yaml")),
    ("rules/elements.yaml", include_str!("../../../rules/elements.yaml")),
    ("rules/required.yaml", include_str!("../../../rules/required.yaml")),
    ("rules/codes.yaml", include_str!("../../../rules/codes.yaml")),
    ("rules/limits.yaml", include_str!("../../../rules/limits.yaml")),
    ("rules/bases.yaml", include_str!("../../../rules/bases.yaml")),
    ("rules/characters.yaml", include_str!("../../../rules/characters.yaml")),
    ("rules/across.yaml", include_str!("../../../rules/across.yaml")),
    ("rules/wording.yaml", include_str!("../../../rules/wording.yaml")),
    ("rules/beijing.yaml", include_str!("../../../rules/beijing.yaml")),
    ("rules/guangdong.yaml", include_str!("../../../rules/guangdong.yaml")),
    ("rules/process.yaml", include_str!("../../../rules/process.yaml")),
    ("rules/completeness.yaml", include_str!("../../../rules/completeness.yaml")),
    ("rules/empty.yaml", include_str!("../../../rules/empty.yaml")),
    ("rules/contacts.yaml", include_str!("../../../rules/contacts.yaml")),
    ("rules/exchange-fields.yaml", include_str!("../../../rules/exchange-fields.yaml")),
    ("rules/statutory-limits.yaml", include_str!("../../../rules/statutory-limits.yaml")),
    ("rules/licences.yaml", include_str!("../../../rules/licences.yaml")),
    ("rules/sectors.yaml", include_str!("../../../rules/sectors.yaml")),
    ("rules/openness.yaml", include_str!("../../../rules/openness.yaml")),
    ("rules/reform.yaml", include_str!("../../../rules/reform.yaml")),
    ("rules/documents.yaml", include_str!("../../../rules/documents.yaml")),
    ("rules/canonical.yaml", include_str!("../../../rules/canonical.yaml")),
    ("rules/census-2015.yaml", include_str!("../../../rules/census-2015.yaml")),
    ("rules/inspection-2019.yaml", include_str!("../../../rules/inspection-2019.yaml")),
    ("rules/shanghai.yaml", include_str!("../../../rules/shanghai.yaml")),
    ("rules/henan.yaml", include_str!("../../../rules/henan.yaml")),
    ("rules/shangqiu.yaml", include_str!("../../../rules/shangqiu.yaml")),
    ("rules/anyang.yaml", include_str!("../../../rules/anyang.yaml")),
    ("rules/yunfu.yaml", include_str!("../../../rules/yunfu.yaml")),
    ("rules/shenzhen.yaml", include_str!("../../../rules/shenzhen.yaml")),
    ("rules/shandong.yaml", include_str!("../../../rules/shandong.yaml")),
    ("rules/qingdao.yaml", include_str!("../../../rules/qingdao.yaml")),
    ("rules/dezhou.yaml", include_str!("../../../rules/dezhou.yaml")),
    ("rules/jinan.yaml", include_str!("../../../rules/jinan.yaml")),
    ("rules/binzhou.yaml", include_str!("../../../rules/binzhou.yaml")),
    ("rules/jiangsu.yaml", include_str!("../../../rules/jiangsu.yaml")),
    ("rules/zhejiang.yaml", include_str!("../../../rules/zhejiang.yaml")),
    ("rules/hangzhou.yaml", include_str!("../../../rules/hangzhou.yaml")),
    ("rules/chongqing.yaml", include_str!("../../../rules/chongqing.yaml")),
    ("rules/hubei.yaml", include_str!("../../../rules/hubei.yaml")),
    ("rules/chuzhou.yaml", include_str!("../../../rules/chuzhou.yaml")),
    ("rules/sichuan.yaml", include_str!("../../../rules/sichuan.yaml")),
    ("rules/guizhou.yaml", include_str!("../../../rules/guizhou.yaml")),
    ("rules/wushan.yaml", include_str!("../../../rules/wushan.yaml")),
    ("rules/zhongyang.yaml", include_str!("../../../rules/zhongyang.yaml")),
];

/// The built-in tables, by the names that packs use.
pub const TABLES: &[(&str, &str)] = &[
    ("laws", include_str!("../../../rules/laws.tsv")),
    ("regions", include_str!("../../../rules/regions.tsv")),
];

/// The built-in packs as files.
pub fn packs() -> Vec<SourceFile> {
    PACKS.iter().map(|&(path, text)| SourceFile::new(path, text)).collect()
}

/// Parses the built-in tables.
pub fn tables() -> Tables {
    TABLES.iter().map(|&(name, text)| (name, Arc::new(Table::read(text)))).collect()
}

/// Loads packs, which may use the built-in tables.
///
/// # Errors
///
/// Returns all mistakes of all packs, if there are any.
pub fn load(packs: &[SourceFile]) -> Result<Ruleset, Mistakes> {
    pack::load(packs, tables())
}

/// One digest of all built-in packs and tables: the SHA-256 of the output of
/// `sha256sum rules/*.tsv rules/*.yaml`, with the file names in byte order.
pub fn data_sha256() -> String {
    let packs = PACKS.iter().map(|&(path, text)| (path.to_owned(), text));
    let tables = TABLES.iter().map(|&(name, text)| (format!("rules/{name}.tsv"), text));
    let mut files: Vec<_> = packs.chain(tables).collect();
    files.sort();
    let lines = files.iter().map(|(path, text)| format!("{}  {path}\n", digest::sha256(text)));
    digest::sha256(lines.collect::<String>())
}
