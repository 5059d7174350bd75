//! The error that passes through serde, before it knows its place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::problem::{excerpt, in_backticks};
use super::{Code, Kind, Node, Problem, nearest, pointer};

/// Why a value was refused; the innermost value that it passes on its way out becomes its place.
#[derive(Debug)]
pub(super) struct Refusal(Box<Parts>);

#[derive(Debug)]
struct Parts {
    code: Code,
    wording: Wording,
    /// The offending key or choice, where it is not the value at the place.
    name: Option<String>,
    found: Option<String>,
    expected: Option<String>,
    help: Option<String>,
    nearest: Option<&'static str>,
    place: Option<Place>,
}

#[derive(Debug)]
enum Wording {
    /// A whole sentence.
    Sentence(String),
    /// "value must be `expected` (got `found`)".
    Must,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    node: u32,
    on_key: bool,
}

impl Refusal {
    pub(super) fn wrong_type(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::must_be(Code::WrongType, expected.into(), Some(found.into()))
    }

    /// A value of the right type that is not acceptable; the value itself is what was found.
    pub(super) fn invalid(expected: impl Into<String>) -> Self {
        Self::must_be(Code::InvalidValue, expected.into(), None)
    }

    pub(super) fn null(help: &str) -> Self {
        let sentence = "a value must stand here (got null)".to_owned();
        let mut refusal = Self::sentence(Code::NullRefused, sentence, None);
        refusal.0.expected = Some("a value".to_owned());
        refusal.0.help = Some(help.to_owned());
        refusal
    }

    pub(super) fn duplicate_key(key: &str) -> Self {
        let sentence = format!("key `{}` must stand only once in an object", excerpt(key));
        let mut refusal = Self::sentence(Code::DuplicateKey, sentence, Some(key));
        refusal.0.help =
            Some("remove one of the two; where a draft is read, the first one counts".to_owned());
        refusal
    }

    /// Says that the refusal is about `node`, unless a value further in has said so already.
    pub(super) fn at(self, node: Node<'_>) -> Self {
        self.placed(node, false)
    }

    /// Says that the refusal is about the key of `node`.
    pub(super) fn at_key(self, node: Node<'_>) -> Self {
        self.placed(node, true)
    }

    fn placed(mut self, node: Node<'_>, on_key: bool) -> Self {
        self.0.place.get_or_insert(Place {
            node: node.index(),
            on_key,
        });
        self
    }

    /// Returns the value that has to be taken away for the rest to be read.
    pub(super) fn node<'d>(&self, root: Node<'d>) -> Node<'d> {
        let Some(place) = self.0.place else {
            return root;
        };
        let node = Node::new(root.document(), place.node);
        match (self.0.code, &self.0.name) {
            // The other formats of serde report an unknown key from outside the member.
            (Code::UnknownField, Some(name)) if !place.on_key => node.get(name).unwrap_or(node),
            _ => node,
        }
    }

    /// Returns the name of the absent field, where that is what is wrong.
    pub(super) fn missing_field(&self) -> Option<&str> {
        match self.0.code {
            Code::MissingField => self.0.name.as_deref(),
            _ => None,
        }
    }

    pub(super) fn into_problem(self, root: Node<'_>) -> Problem {
        let node = self.node(root);
        let Parts {
            code,
            wording,
            name,
            found,
            expected,
            help,
            nearest,
            place,
        } = *self.0;
        let on_key = place.is_some_and(|place| place.on_key) || matches!(code, Code::UnknownField);
        let key_span = if on_key { node.key_span() } else { None };
        let mut pointer = node.pointer();
        if let (Code::MissingField, Some(name)) = (code, &name) {
            pointer::push(&mut pointer, name);
        }
        let found = match (found, code) {
            (Some(found), _) => Some(found),
            (None, Code::MissingField) => None,
            (None, _) => Some(match name {
                Some(name) => excerpt(&name),
                None if on_key => excerpt(node.key().unwrap_or_default()),
                None => value_excerpt(node),
            }),
        };
        let message = match wording {
            Wording::Sentence(sentence) => sentence,
            Wording::Must => format!(
                "value must be {} (got {})",
                expected.as_deref().unwrap_or("another one"),
                found.as_deref().unwrap_or("nothing"),
            ),
        };
        Problem {
            code,
            pointer,
            span: key_span.unwrap_or_else(|| node.span()),
            message,
            found,
            expected,
            help,
            nearest,
        }
    }

    fn must_be(code: Code, expected: String, found: Option<String>) -> Self {
        Self(Box::new(Parts {
            code,
            wording: Wording::Must,
            name: None,
            found,
            expected: Some(expected),
            help: None,
            nearest: None,
            place: None,
        }))
    }

    fn sentence(code: Code, sentence: String, name: Option<&str>) -> Self {
        Self(Box::new(Parts {
            code,
            wording: Wording::Sentence(sentence),
            name: name.map(str::to_owned),
            found: None,
            expected: None,
            help: None,
            nearest: None,
            place: None,
        }))
    }
}

impl de::Error for Refusal {
    fn custom<M: fmt::Display>(message: M) -> Self {
        let sentence = message.to_string();
        // The errors of quantities are worded "share must be between 0 and 1 (got 40)".
        let expected = sentence
            .split_once(" must be ")
            .and_then(|(_, rest)| rest.rsplit_once(" (got "))
            .map(|(expected, _)| expected.to_owned());
        let mut refusal = Self::sentence(Code::InvalidValue, sentence, None);
        refusal.0.expected = expected;
        refusal
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = in_plain_words(&expected.to_string()).into_owned();
        let numeric = matches!(
            unexpected,
            Unexpected::Float(_) | Unexpected::Signed(_) | Unexpected::Unsigned(_)
        );
        if numeric && expected.starts_with("a whole number") {
            return Self::invalid(expected);
        }
        Self::wrong_type(expected, kind_of(&unexpected).words())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid(in_plain_words(&expected.to_string()))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let expected = in_plain_words(&expected.to_string()).into_owned();
        Self::must_be(Code::InvalidValue, expected, Some(format!("{length} items")))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let choices = one_of(expected);
        let sentence = format!("value must be {choices} (got `{}`)", excerpt(variant));
        let mut refusal = Self::sentence(Code::UnknownValue, sentence, Some(variant));
        refusal.0.nearest = nearest(variant, expected.iter().copied());
        refusal.0.help = refusal
            .0
            .nearest
            .map(|known| format!("the nearest known value is `{known}`"));
        refusal.0.expected = Some(choices);
        refusal
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let sentence = format!("there is no field `{}` here", excerpt(field));
        let mut refusal = Self::sentence(Code::UnknownField, sentence, Some(field));
        refusal.0.expected = Some(one_of(expected));
        refusal.0.nearest = nearest(field, expected.iter().copied());
        refusal.0.help = Some(match refusal.0.nearest {
            Some(known) => format!("the nearest known field is `{known}`"),
            None => "a field of one's own starts with `x_`".to_owned(),
        });
        refusal
    }

    fn missing_field(field: &'static str) -> Self {
        let sentence = format!("field `{field}` must be present");
        let mut refusal = Self::sentence(Code::MissingField, sentence, Some(field));
        refusal.0.expected = Some(format!("a field `{field}`"));
        refusal
    }

    fn duplicate_field(field: &'static str) -> Self {
        let mut refusal = Self::duplicate_key(field);
        refusal.0.help = Some("the field stands here twice, once under another of its names".to_owned());
        refusal
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.wording {
            Wording::Sentence(sentence) => formatter.write_str(sentence),
            Wording::Must => write!(
                formatter,
                "value must be {}",
                self.0.expected.as_deref().unwrap_or("another")
            ),
        }
    }
}

impl std::error::Error for Refusal {}

/// Returns the beginning of a value as it was written, a text without its quotes.
fn value_excerpt(node: Node<'_>) -> String {
    excerpt(node.as_str().unwrap_or_else(|| node.raw()))
}

/// Returns a list of choices, such as "one of `us`, `client`".
pub(super) fn one_of(names: &[&str]) -> String {
    match names {
        [] => "an object without fields".to_owned(),
        [name] => format!("`{name}`"),
        names => format!("one of {}", in_backticks(names.iter().copied())),
    }
}

fn kind_of(unexpected: &Unexpected<'_>) -> Kind {
    match unexpected {
        Unexpected::Bool(_) => Kind::Boolean,
        Unexpected::Unsigned(_)
        | Unexpected::Signed(_)
        | Unexpected::Float(_)
        | Unexpected::Other("a number") => Kind::Number,
        Unexpected::Unit | Unexpected::Option => Kind::Null,
        Unexpected::Seq => Kind::List,
        Unexpected::Map
        | Unexpected::NewtypeStruct
        | Unexpected::NewtypeVariant
        | Unexpected::StructVariant
        | Unexpected::TupleVariant => Kind::Object,
        _ => Kind::Text,
    }
}

/// Returns what serde's own types expect in the words of the field, without names of Rust.
fn in_plain_words(expected: &str) -> Cow<'_, str> {
    let words = match expected {
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a string"
        | "a borrowed string"
        | "a formattable string"
        | "field identifier"
        | "variant identifier" => "text",
        "a character" => "text of one character",
        "a sequence" => "a list",
        "a map" => "an object",
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number from 0 to 18446744073709551615",
        "i8" => "a whole number from -128 to 127",
        "i16" => "a whole number from -32768 to 32767",
        "i32" => "a whole number from -2147483648 to 2147483647",
        "i64" | "isize" => "a whole number from -9223372036854775808 to 9223372036854775807",
        _ => return named_type(expected),
    };
    Cow::Borrowed(words)
}

fn named_type(expected: &str) -> Cow<'_, str> {
    let sized = ["a tuple of size ", "an array of length "]
        .iter()
        .find_map(|prefix| expected.strip_prefix(prefix));
    if let Some(size) = sized {
        return Cow::Owned(format!("a list of {size} items"));
    }
    Cow::Borrowed(match expected.split(' ').next() {
        Some("struct") => "an object",
        Some("tuple") => "a list",
        Some("enum") => "one of its choices",
        _ => expected,
    })
}
