//! The language of the program.

use crate::messages::Language;

/// The language of all messages of the program itself.
pub(super) const LANGUAGE: Language = Language::Chinese;
