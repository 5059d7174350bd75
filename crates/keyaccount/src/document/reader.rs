//! From text to tree: RFC 8259, no more and no less.

use std::ops::Range;

use super::problem::excerpt;
use super::tree::{Document, Entry, Tree};
use super::{Bounds, Code, Kind, Problem, ReadError};

/// Returns the document that `text` writes.
pub(super) fn parse(text: &str, bounds: &Bounds) -> Result<Document, ReadError> {
    let longest = bounds
        .text_bytes
        .min(usize::try_from(u32::MAX).unwrap_or(usize::MAX));
    if text.len() > longest {
        let problem = over(Code::TooLong, "text", "bytes long", longest, text.len(), 0..0);
        return Err(ReadError::of_whole_text(*problem));
    }
    let mut reader = Reader {
        text,
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
        bounds,
        tree: Tree::default(),
        open: Vec::new(),
        place: 0,
    };
    match reader.document() {
        Ok(()) => Ok(Document::new(text, reader.tree)),
        Err(mut problem) => {
            let place = reader.place;
            let document = Document::new(text, reader.tree);
            problem.pointer = super::Node::new(&document, place).pointer();
            Err(ReadError::new(&document, *problem))
        }
    }
}

type Step<T = ()> = Result<T, Box<Problem>>;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    bounds: &'t Bounds,
    tree: Tree,
    /// The objects and lists that have not ended yet. A stack of our own: depth costs no stack of the machine.
    open: Vec<Open>,
    /// The value that an error now belongs to.
    place: u32,
}

struct Open {
    index: u32,
    kind: Kind,
    children: u32,
}

/// The key of a value: its bytes with quotes, and whether it contains escapes.
#[derive(Clone, Default)]
struct Key {
    span: Range<u32>,
    escaped: bool,
}

impl Reader<'_> {
    fn document(&mut self) -> Step {
        self.skip_white_space();
        if self.at == self.text.len() {
            let mut problem = self.unexpected("");
            problem.message = String::from("text must hold a JSON value (got nothing)");
            problem.found = None;
            return Err(problem);
        }
        self.value(Key::default())?;
        while let Some(open) = self.open.last() {
            match open.kind {
                Kind::Object => self.member()?,
                _ => self.item()?,
            }
        }
        self.skip_white_space();
        if self.at < self.text.len() {
            return Err(self.unexpected("nothing must follow the value"));
        }
        Ok(())
    }

    fn member(&mut self) -> Step {
        let first = self.open.last().is_none_or(|open| open.children == 0);
        self.skip_white_space();
        match self.peek() {
            Some(b'}') => {
                self.close();
                return Ok(());
            }
            Some(b',') if !first => self.comma(b'}')?,
            _ if first => {}
            _ => return Err(self.unexpected("`,` or `}` must follow a member of an object")),
        }
        if self.peek() != Some(b'"') {
            let problem = self.unexpected("a key in double quotes must stand here");
            return Err(self.with_quotes_help(problem));
        }
        let start = self.at;
        let escaped = self.string()?;
        let span = offset(start)..offset(self.at);
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:` must follow a key"));
        }
        self.at += 1;
        self.value(Key { span, escaped })
    }

    fn item(&mut self) -> Step {
        let first = self.open.last().is_none_or(|open| open.children == 0);
        self.skip_white_space();
        match self.peek() {
            Some(b']') => {
                self.close();
                return Ok(());
            }
            Some(b',') if !first => self.comma(b']')?,
            _ if first => {}
            _ => return Err(self.unexpected("`,` or `]` must follow an item of a list")),
        }
        self.value(Key::default())
    }

    /// Steps over a comma, which must not stand before the bracket `end`.
    fn comma(&mut self, end: u8) -> Step {
        let comma = self.at;
        self.at += 1;
        self.skip_white_space();
        if self.peek() != Some(end) {
            return Ok(());
        }
        self.at = comma;
        let found = format!(", {}", char::from(end));
        let mut problem = self.refuse(
            "a comma must be followed by another value",
            found,
            comma..comma + 1,
        );
        problem.help = Some("remove the comma after the last value".to_owned());
        Err(problem)
    }

    fn value(&mut self, key: Key) -> Step {
        self.skip_white_space();
        let start = self.at;
        let index = self.push(key)?;
        let kind = match self.peek() {
            Some(b'{') => return self.open(index, Kind::Object),
            Some(b'[') => return self.open(index, Kind::List),
            Some(b'"') => {
                let escaped = self.string()?;
                if let Some(entry) = self.tree.entries.last_mut() {
                    entry.text_escaped = escaped;
                }
                Kind::Text
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Kind::Number
            }
            _ => {
                let word = self.word();
                let kind = match self.text.get(word.clone()) {
                    Some("true" | "false") => Kind::Boolean,
                    Some("null") => Kind::Null,
                    _ => return Err(self.no_value()),
                };
                self.at = word.end;
                kind
            }
        };
        let end = offset(self.at);
        if let Some(entry) = self.tree.entries.last_mut() {
            (entry.kind, entry.start, entry.end) = (kind, offset(start), end);
        }
        self.place = self.open.last().map_or(0, |open| open.index);
        Ok(())
    }

    /// Adds a value that begins here and whose end is not known yet.
    fn push(&mut self, key: Key) -> Step<u32> {
        if self.tree.entries.len() >= self.bounds.values {
            let (most, here) = (self.bounds.values, self.at..self.at);
            return Err(over(
                Code::TooManyValues,
                "document",
                "values large",
                most,
                most + 1,
                here,
            ));
        }
        let index = offset(self.tree.entries.len());
        let (parent, position) = match self.open.last_mut() {
            Some(open) => {
                open.children += 1;
                (open.index, open.children - 1)
            }
            None => (index, 0),
        };
        let here = offset(self.at);
        self.tree.entries.push(Entry {
            kind: Kind::Null,
            start: here,
            end: here,
            key: key.span,
            key_escaped: key.escaped,
            text_escaped: false,
            parent,
            position,
            after: index.saturating_add(1),
        });
        self.place = index;
        Ok(index)
    }

    fn open(&mut self, index: u32, kind: Kind) -> Step {
        let depth = self.open.len() + 1;
        if depth > self.bounds.depth {
            let (most, here) = (self.bounds.depth, self.at..self.at + 1);
            return Err(over(Code::TooDeep, "value", "levels deep", most, depth, here));
        }
        self.at += 1;
        if let Some(entry) = self.tree.entries.last_mut() {
            entry.kind = kind;
        }
        self.open.push(Open {
            index,
            kind,
            children: 0,
        });
        Ok(())
    }

    fn close(&mut self) {
        self.at += 1;
        let (end, after) = (offset(self.at), offset(self.tree.entries.len()));
        if let Some(open) = self.open.pop()
            && let Ok(index) = usize::try_from(open.index)
            && let Some(entry) = self.tree.entries.get_mut(index)
        {
            (entry.end, entry.after) = (end, after);
        }
        self.place = self.open.last().map_or(0, |open| open.index);
    }

    /// Reads a text in quotes, keeps its decoded form where it contains escapes, and returns whether it does.
    fn string(&mut self) -> Step<bool> {
        let quote = self.at;
        self.at += 1;
        let mut decoded = String::new();
        let mut escaped = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let plain = rest
                .iter()
                .position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let Some(plain) = plain else {
                self.at = self.text.len();
                return Err(self.unexpected("text must end with a double quote"));
            };
            let run = self.at..self.at + plain;
            self.at = run.end;
            let length = self.at - quote - 1;
            if length > self.bounds.string_bytes {
                let (most, here) = (self.bounds.string_bytes, quote..quote + 1);
                return Err(over(Code::TooLong, "one text", "bytes long", most, length, here));
            }
            let byte = self.peek();
            if escaped || byte == Some(b'\\') {
                decoded.push_str(self.text.get(run).unwrap_or_default());
            }
            match byte {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    decoded.push(self.escape()?);
                }
                _ => return Err(self.control_character()),
            }
        }
        self.at += 1;
        if escaped {
            self.tree.unescaped.push(offset(quote), &decoded);
        }
        Ok(escaped)
    }

    fn escape(&mut self) -> Step<char> {
        let start = self.at;
        let escape = self.text.get(start + 1..).and_then(|rest| rest.chars().next());
        self.at += 2;
        Ok(match escape {
            Some(plain @ ('"' | '\\' | '/')) => plain,
            Some('b') => '\u{8}',
            Some('f') => '\u{C}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode_escape(start),
            other => {
                let end = start + 1 + other.map_or(0, char::len_utf8);
                let found = self.text.get(start..end).unwrap_or("\\");
                let sentence = r#"an escape must be one of \" \\ \/ \b \f \n \r \t \u"#;
                let mut problem = self.refuse(sentence, found, start..end);
                problem.help = Some(r"a backslash itself is written \\".to_owned());
                return Err(problem);
            }
        })
    }

    fn unicode_escape(&mut self, start: usize) -> Step<char> {
        let high = self.four_digits(start)?;
        if !(0xD800..0xE000).contains(&high) {
            return char::from_u32(high).ok_or_else(|| self.lone_surrogate(start));
        }
        let next = self.text.as_bytes().get(self.at..self.at + 2);
        if high >= 0xDC00 || next != Some(br"\u") {
            return Err(self.lone_surrogate(start));
        }
        let second = self.at;
        self.at += 2;
        let low = self.four_digits(second)?;
        if !(0xDC00..0xE000).contains(&low) {
            self.at = second;
            return Err(self.lone_surrogate(start));
        }
        let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        char::from_u32(code).ok_or_else(|| self.lone_surrogate(start))
    }

    fn four_digits(&mut self, start: usize) -> Step<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut code = 0;
        let mut count = 0;
        for digit in digits.iter().map_while(|&byte| char::from(byte).to_digit(16)) {
            code = code * 16 + digit;
            count += 1;
        }
        self.at += count;
        if count == 4 {
            return Ok(code);
        }
        let found = self.text.get(start..self.at).unwrap_or_default();
        Err(self.refuse(
            r"\u must be followed by four hexadecimal digits",
            found,
            start..self.at,
        ))
    }

    fn lone_surrogate(&self, start: usize) -> Box<Problem> {
        let found = self.text.get(start..self.at).unwrap_or_default();
        self.refuse(
            "surrogate escapes must come in pairs, the high one first",
            found,
            start..self.at,
        )
    }

    fn control_character(&self) -> Box<Problem> {
        let here = self.at..self.at + 1;
        let found = self.text.get(here.clone()).unwrap_or_default();
        let mut problem = self.refuse(
            "control characters in a text must be written as escapes",
            found,
            here,
        );
        problem.help = Some(r"a line break is written \n, a tab \t".to_owned());
        problem
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let rest = reader.text.as_bytes().get(reader.at..).unwrap_or_default();
            let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            reader.at += count;
            count
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.peek() == Some(b'0');
        let count = digits(self);
        let mut right = count == 1 || (count > 1 && !leading_zero);
        if self.peek() == Some(b'.') {
            self.at += 1;
            right &= digits(self) > 0;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            right &= digits(self) > 0;
        }
        let goes_on = self
            .peek()
            .is_some_and(|byte| !matches!(byte, b',' | b'}' | b']' | b'\n' | b'\r' | b' '));
        let end = if goes_on { self.word().end } else { self.at };
        if !right || end > self.at {
            let found = self.text.get(start..end).unwrap_or_default();
            let mut problem = self.refuse("a number must be written as JSON has it", found, start..end);
            let rules =
                "digits without leading zeros, a point with digits on both sides, no units or separators";
            problem.help = Some(rules.to_owned());
            return Err(problem);
        }
        let length = self.at - start;
        if length > self.bounds.string_bytes {
            let most = self.bounds.string_bytes;
            return Err(over(
                Code::TooLong,
                "one number",
                "bytes long",
                most,
                length,
                start..self.at,
            ));
        }
        Ok(())
    }

    /// Why no value begins here.
    fn no_value(&self) -> Box<Problem> {
        let mut problem = self.unexpected("a value must stand here");
        let help = match self.text.get(problem.span.clone()).unwrap_or_default() {
            "NaN" | "nan" | "Infinity" | "None" | "undefined" | "NA" | "nil" => {
                "leave the key out where nothing is known"
            }
            "True" | "TRUE" => "write true",
            "False" | "FALSE" => "write false",
            "NULL" | "Null" => "write null",
            _ => return self.with_quotes_help(problem),
        };
        problem.help = Some(help.to_owned());
        problem
    }

    /// Adds what helps where quotes are of the wrong kind or absent, or a comment stands.
    fn with_quotes_help(&self, mut problem: Box<Problem>) -> Box<Problem> {
        let found = self.text.get(problem.span.clone()).unwrap_or_default();
        let help = match found.chars().next() {
            Some('\'' | '`' | '“' | '”' | '„' | '«') => "text stands in straight double quotes",
            Some('/' | '#') => "JSON has no comments; a remark fits a key that starts with x_",
            Some(first) if first.is_alphabetic() => "text stands in double quotes",
            _ => return problem,
        };
        problem.help = Some(help.to_owned());
        problem
    }

    /// The error that something else stands here than `sentence` says.
    fn unexpected(&self, sentence: &str) -> Box<Problem> {
        let word = self.word();
        let here = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(first) if word.is_empty() => self.at..self.at + first.len_utf8(),
            _ => word,
        };
        let found = self.text.get(here.clone()).unwrap_or_default();
        self.refuse(sentence, found, here)
    }

    fn refuse(&self, sentence: &str, found: impl AsRef<str>, span: Range<usize>) -> Box<Problem> {
        let found = if span.start >= self.text.len() {
            "the end of the text".to_owned()
        } else {
            format!("`{}`", excerpt(found.as_ref()))
        };
        Box::new(Problem {
            code: Code::NotJson,
            pointer: String::new(),
            span,
            message: format!("{sentence} (got {found})"),
            found: Some(found.trim_matches('`').to_owned()),
            expected: None,
            help: None,
            nearest: None,
        })
    }

    /// Returns where the word or number that begins here stands; empty where neither does.
    fn word(&self) -> Range<usize> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let joins =
            |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '+' | '-');
        let length = rest.find(|character| !joins(character)).unwrap_or(rest.len());
        self.at..self.at + length
    }

    fn skip_white_space(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.iter().take_while(blank).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// The error that a bound is passed.
fn over(code: Code, what: &str, unit: &str, most: usize, found: usize, span: Range<usize>) -> Box<Problem> {
    Box::new(Problem {
        code,
        pointer: String::new(),
        span,
        message: format!("{what} must be at most {most} {unit} (got {found})"),
        found: Some(found.to_string()),
        expected: Some(format!("at most {most}")),
        help: None,
        nearest: None,
    })
}

/// Narrows an offset; the bound on the length of a text keeps it within 32 bits.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
