//! guidelint checks service guides (政务服务事项 办事指南) written in YAML against rule packs derived
//! from the standards on writing them, and points at the exact characters.
//!
//! How data flows through the modules:
//!
//! ```text
//! file ─▶ text ─▶ document ─▶ guide ────▶ lint ─▶ findings ─▶ report ─▶ human │ compact │ json
//!         bytes   spanned     elements   ▲  ▲     sorted      pure
//!                 tree        by path    │  └─ check: a closed set of kinds
//! rules/*.yaml ─▶ text ─▶ document ─▶ pack ┘
//! ```
//!
//! Everything that comes from a standard is data in `rules/`: no module contains names of elements, laws or
//! vague words. `ARCHITECTURE.md` has the map and the invariants.
//!
//! ```
//! use guidelint::pack::Selection;
//! use guidelint::{lint, rules};
//!
//! let ruleset = rules::load(&rules::packs()).expect("the built-in packs are tested");
//! let guide = "法定办结时限: 5个工作日\n承诺办结时限: 20个工作日\n";
//! let report = lint::check("指南.yaml", guide.into(), &ruleset, &Selection::default());
//!
//! let finding = report.findings.iter().find(|finding| finding.rule.id == "limits/promise-within-statute").unwrap();
//! assert_eq!(report.source.slice(finding.extent()), "20个工作日");
//! assert_eq!(report.source.line_column(finding.extent().start).column, 9);
//! ```

pub use guidelint_core::*;
pub use guidelint_messages as messages;
pub use guidelint_report as report;
pub use guidelint_report::checklist;
pub use guidelint_rules as rules;

pub mod workspace;

pub mod cli;
