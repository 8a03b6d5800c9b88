//! The packs that are part of the program.

use std::sync::Arc;

use crate::check::{Table, Tables};
use crate::digest;
use crate::text::SourceFile;

/// The built-in packs, each named by its file in `rules/`. A new file needs its line here.
pub fn builtin() -> Vec<SourceFile> {
    [
        ("rules/sources.yaml", include_str!("../../rules/sources.yaml")),
        ("rules/elements.yaml", include_str!("../../rules/elements.yaml")),
        ("rules/required.yaml", include_str!("../../rules/required.yaml")),
        ("rules/codes.yaml", include_str!("../../rules/codes.yaml")),
        ("rules/limits.yaml", include_str!("../../rules/limits.yaml")),
        ("rules/bases.yaml", include_str!("../../rules/bases.yaml")),
        ("rules/characters.yaml", include_str!("../../rules/characters.yaml")),
        ("rules/across.yaml", include_str!("../../rules/across.yaml")),
        ("rules/wording.yaml", include_str!("../../rules/wording.yaml")),
        ("rules/beijing.yaml", include_str!("../../rules/beijing.yaml")),
        ("rules/guangdong.yaml", include_str!("../../rules/guangdong.yaml")),
        ("rules/process.yaml", include_str!("../../rules/process.yaml")),
        ("rules/completeness.yaml", include_str!("../../rules/completeness.yaml")),
        ("rules/empty.yaml", include_str!("../../rules/empty.yaml")),
        ("rules/contacts.yaml", include_str!("../../rules/contacts.yaml")),
        ("rules/exchange-fields.yaml", include_str!("../../rules/exchange-fields.yaml")),
        ("rules/statutory-limits.yaml", include_str!("../../rules/statutory-limits.yaml")),
        ("rules/licences.yaml", include_str!("../../rules/licences.yaml")),
        ("rules/sectors.yaml", include_str!("../../rules/sectors.yaml")),
        ("rules/openness.yaml", include_str!("../../rules/openness.yaml")),
        ("rules/reform.yaml", include_str!("../../rules/reform.yaml")),
        ("rules/documents.yaml", include_str!("../../rules/documents.yaml")),
        ("rules/canonical.yaml", include_str!("../../rules/canonical.yaml")),
        ("rules/census-2015.yaml", include_str!("../../rules/census-2015.yaml")),
        ("rules/inspection-2019.yaml", include_str!("../../rules/inspection-2019.yaml")),
        ("rules/shanghai.yaml", include_str!("../../rules/shanghai.yaml")),
        ("rules/henan.yaml", include_str!("../../rules/henan.yaml")),
        ("rules/shangqiu.yaml", include_str!("../../rules/shangqiu.yaml")),
        ("rules/anyang.yaml", include_str!("../../rules/anyang.yaml")),
        ("rules/yunfu.yaml", include_str!("../../rules/yunfu.yaml")),
        ("rules/shenzhen.yaml", include_str!("../../rules/shenzhen.yaml")),
        ("rules/shandong.yaml", include_str!("../../rules/shandong.yaml")),
        ("rules/qingdao.yaml", include_str!("../../rules/qingdao.yaml")),
        ("rules/dezhou.yaml", include_str!("../../rules/dezhou.yaml")),
        ("rules/jinan.yaml", include_str!("../../rules/jinan.yaml")),
        ("rules/binzhou.yaml", include_str!("../../rules/binzhou.yaml")),
        ("rules/jiangsu.yaml", include_str!("../../rules/jiangsu.yaml")),
        ("rules/zhejiang.yaml", include_str!("../../rules/zhejiang.yaml")),
        ("rules/hangzhou.yaml", include_str!("../../rules/hangzhou.yaml")),
        ("rules/chongqing.yaml", include_str!("../../rules/chongqing.yaml")),
        ("rules/hubei.yaml", include_str!("../../rules/hubei.yaml")),
        ("rules/chuzhou.yaml", include_str!("../../rules/chuzhou.yaml")),
        ("rules/sichuan.yaml", include_str!("../../rules/sichuan.yaml")),
        ("rules/guizhou.yaml", include_str!("../../rules/guizhou.yaml")),
        ("rules/wushan.yaml", include_str!("../../rules/wushan.yaml")),
        ("rules/zhongyang.yaml", include_str!("../../rules/zhongyang.yaml")),
    ]
    .into_iter()
    .map(|(path, text)| SourceFile::new(path, text))
    .collect()
}

/// The tables that are part of the program, by the names that packs use.
const TABLES: [(&str, &str); 2] =
    [("laws", include_str!("../../rules/laws.tsv")), ("regions", include_str!("../../rules/regions.tsv"))];

pub(super) fn tables() -> Tables {
    TABLES.into_iter().map(|(name, text)| (name, Arc::new(Table::read(text)))).collect()
}

/// One digest of all built-in packs and tables: the SHA-256 of what
/// `sha256sum rules/*.tsv rules/*.yaml` writes in the order of the bytes of the names.
pub fn data_sha256() -> String {
    let packs = builtin();
    let packs = packs.iter().map(|pack| (pack.path().to_owned(), pack.text()));
    let tables = TABLES.into_iter().map(|(name, text)| (format!("rules/{name}.tsv"), text));
    let mut files: Vec<_> = packs.chain(tables).collect();
    files.sort();
    let lines = files.iter().map(|(path, text)| format!("{}  {path}\n", digest::sha256(text)));
    digest::sha256(lines.collect::<String>())
}
