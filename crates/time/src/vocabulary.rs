//! Closed vocabularies: enums whose values are listed once, with the texts that belong to each.

/// A closed vocabulary whose values have a key and a label, as [`vocabulary!`](macro@crate::vocabulary) makes
/// it.
pub trait Vocabulary: Copy + Eq + 'static {
    /// All values, in the order in which lists show them.
    const ALL: &'static [Self];
    /// The key in files and on the command line.
    fn key(self) -> &'static str;
    /// The text that a person reads.
    fn label(self) -> &'static str;
    /// The value of a key; `None` when there is none.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.key() == key)
    }
}

/// Makes an enum whose values are listed once: the constant `ALL` follows from the declaration.
///
/// The name may be followed by a list of columns. Every value then states one text for each column, and each
/// column becomes a method that gives it. Two columns are known by their names: `key` also makes `from_key`,
/// and the two columns `key, label` alone also implement [`Vocabulary`]. Any other column is declared with
/// its documentation and visibility.
///
/// ```
/// dateline_time::vocabulary! {
///     /// A size of paper.
///     pub enum Paper(key, label, /** Its width in millimetres. */ pub width) {
///         /// The largest.
///         A3 = "a3", "A3, 297 × 420 mm", "297";
///         /// The usual one.
///         A4 = "a4", "A4, 210 × 297 mm", "210";
///     }
/// }
/// assert_eq!(Paper::ALL, &[Paper::A3, Paper::A4]);
/// assert_eq!(Paper::from_key("a4"), Some(Paper::A4));
/// assert_eq!((Paper::A3.label(), Paper::A3.width()), ("A3, 297 × 420 mm", "297"));
///
/// dateline_time::vocabulary! {
///     /// A list without texts.
///     #[derive(Default)]
///     pub enum Side {
///         /// The first.
///         #[default]
///         Left,
///         /// The second.
///         Right,
///     }
/// }
/// assert_eq!((Side::ALL.len(), Side::default()), (2, Side::Left));
/// ```
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$value_meta:meta])* $value:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$value_meta])* $value,)+
        }

        impl $name {
            /// All values, in the order in which lists show them.
            pub const ALL: &'static [$name] = &[$($name::$value),+];
        }
    };
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident(key, label) {
            $($(#[$value_meta:meta])* $value:ident = $key:literal, $label:literal;)+
        }
    ) => {
        $crate::vocabulary! { $(#[$meta])* $vis enum $name { $($(#[$value_meta])* $value),+ } }

        impl $name {
            $crate::vocabulary!(@column $name [key, label,] $($value = $key, $label;)+);
        }

        impl $crate::Vocabulary for $name {
            const ALL: &'static [$name] = $name::ALL;

            fn key(self) -> &'static str {
                $name::key(self)
            }

            fn label(self) -> &'static str {
                $name::label(self)
            }
        }
    };
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident($($columns:tt)+) {
            $($(#[$value_meta:meta])* $value:ident = $($text:literal),+;)+
        }
    ) => {
        $crate::vocabulary! { $(#[$meta])* $vis enum $name { $($(#[$value_meta])* $value),+ } }

        impl $name {
            $crate::vocabulary!(@column $name [$($columns)+,] $($value = $($text),+;)+);
        }
    };
    (@column $name:ident [] $($rest:tt)*) => {};
    (
        @column $name:ident [key, $($columns:tt)*]
        $($value:ident = $text:literal $(, $further:literal)*;)+
    ) => {
        /// The key in files and on the command line.
        pub const fn key(self) -> &'static str {
            match self { $($name::$value => $text,)+ }
        }

        /// The value of a key; `None` when there is none.
        pub fn from_key(key: &str) -> Option<Self> {
            match key { $($text => Some($name::$value),)+ _ => None }
        }

        $crate::vocabulary!(@column $name [$($columns)*] $($value = $($further),*;)+);
    };
    (
        @column $name:ident [label, $($columns:tt)*]
        $($value:ident = $text:literal $(, $further:literal)*;)+
    ) => {
        /// The text that a person reads.
        pub const fn label(self) -> &'static str {
            match self { $($name::$value => $text,)+ }
        }

        $crate::vocabulary!(@column $name [$($columns)*] $($value = $($further),*;)+);
    };
    (
        @column $name:ident [$(#[$meta:meta])* $vis:vis $column:ident, $($columns:tt)*]
        $($value:ident = $text:literal $(, $further:literal)*;)+
    ) => {
        $(#[$meta])*
        $vis const fn $column(self) -> &'static str {
            match self { $($name::$value => $text,)+ }
        }

        $crate::vocabulary!(@column $name [$($columns)*] $($value = $($further),*;)+);
    };
}
