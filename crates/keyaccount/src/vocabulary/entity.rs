//! What every entity of a document has in common.

use super::EntityKind;

/// A part of a document that is of no use without certain keys.
///
/// In Rust such a field is an `Option` all the same, because a plan is a draft until it is approved: an absent key is
/// a finding there, and an error in a document that is not a draft.
pub trait Required {
    /// The keys that must be present, in the order of the document.
    const REQUIRED: &'static [&'static str];

    /// Returns the required keys that are absent, in the order of [`Required::REQUIRED`].
    fn absent(&self) -> Vec<&'static str>;

    /// Returns the kind and the id, where the part is an entity that has one.
    fn entity(&self) -> Option<(EntityKind, &str)> {
        None
    }
}

/// A part of a document with an id, to which other parts may refer.
pub trait Entity: Required {
    /// What it is.
    const KIND: EntityKind;

    /// Returns the id, unique among the entities of its kind (people of all sides are one namespace).
    fn id(&self) -> Option<&str>;
}

macro_rules! required {
    ($name:ty: $($field:ident),+) => {
        impl $crate::vocabulary::Required for $name {
            const REQUIRED: &'static [&'static str] = &[$(stringify!($field)),+];

            fn absent(&self) -> Vec<&'static str> {
                $crate::vocabulary::absent!(self: $($field),+)
            }
        }
    };
}
pub(crate) use required;

macro_rules! absent {
    ($part:ident: $($field:ident),+) => {{
        let mut absent = Vec::new();
        $(if $part.$field.is_none() {
            absent.push(stringify!($field));
        })+
        absent
    }};
}
pub(crate) use absent;

macro_rules! entity {
    ($name:ty, $kind:ident: $($field:ident),+) => {
        impl $crate::vocabulary::Required for $name {
            const REQUIRED: &'static [&'static str] = &[$(stringify!($field)),+];

            fn absent(&self) -> Vec<&'static str> {
                $crate::vocabulary::absent!(self: $($field),+)
            }

            fn entity(&self) -> Option<($crate::vocabulary::EntityKind, &str)> {
                use $crate::vocabulary::Entity;
                self.id().map(|id| (Self::KIND, id))
            }
        }

        impl $crate::vocabulary::Entity for $name {
            const KIND: $crate::vocabulary::EntityKind = $crate::vocabulary::EntityKind::$kind;

            fn id(&self) -> Option<&str> {
                self.id.as_ref().map(|id| id.as_str())
            }
        }
    };
}
pub(crate) use entity;
