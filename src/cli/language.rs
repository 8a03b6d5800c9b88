//! In which language the program speaks.

use crate::messages::Language;

/// The language of everything that the program itself says.
pub(super) const LANGUAGE: Language = Language::Chinese;
