//! How the members of an object and the items of a list stand in the text.

use super::draft::Value;
use crate::document::canonical;
use crate::document::{Kind, Node};

/// An object or a list, taken apart without losing a byte.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) children: Vec<Child>,
    /// The white space before the closing bracket.
    end: String,
}

/// A member of an object or an item of a list.
#[derive(Debug)]
pub(super) struct Child {
    /// The white space before the key, or before the item.
    before: String,
    /// The key, in an object.
    pub(super) key: Option<Key>,
    pub(super) value: Value,
    /// The white space before the comma; empty for the last child.
    after: String,
}

/// The key of a member.
#[derive(Debug)]
pub(super) struct Key {
    /// The key, escapes undone.
    pub(super) name: String,
    /// The key as it is written, with its quotes.
    written: String,
    /// The colon with the white space around it; empty where a neighbour is to lend its own.
    colon: String,
}

/// How a document is laid out, for what has no neighbours to follow.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// The colon with the white space around it.
    colon: String,
    /// The white space after a comma within a line.
    after_comma: String,
    /// The white space by which a level is indented.
    indent: String,
}

impl Style {
    /// Returns the layout of the outermost value, and of its first member where there is one.
    pub(super) fn of(root: Node<'_>) -> Self {
        let top = Container::of(root);
        let first = top.children.first();
        let key = first.and_then(|child| child.key.as_ref());
        let colon = key.map_or(": ", |key| &key.colon);
        let line = first.map(|child| lead(&child.before));
        let indent = line
            .filter(|line| is_line(line))
            .map(|line| line.trim_start_matches(['\r', '\n']));
        Self {
            colon: colon.to_owned(),
            after_comma: if colon.ends_with(':') { "" } else { " " }.to_owned(),
            indent: indent.unwrap_or("  ").to_owned(),
        }
    }
}

impl Key {
    /// Returns a key that is written like those of its neighbours.
    pub(super) fn of(name: &str) -> Self {
        let mut key = Self {
            name: String::new(),
            written: String::new(),
            colon: String::new(),
        };
        key.rename(name);
        key
    }

    /// Changes the name, and nothing around it.
    pub(super) fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.written.clear();
        canonical::write_text(name, &mut self.written);
    }
}

impl Container {
    /// Returns the parts of an object or a list; none of any other value.
    pub(super) fn of(node: Node<'_>) -> Self {
        let document = node.document();
        let part = |start, end| document.text().get(start..end).unwrap_or_default();
        let nodes: Vec<Node<'_>> = match node.kind() {
            Kind::Object => node.members().map(|(_, value)| value).collect(),
            _ => node.items().collect(),
        };
        let mut children: Vec<Child> = Vec::with_capacity(nodes.len());
        let mut at = node.span().start + 1;
        for value in nodes {
            let key_span = value.key_span();
            let start = key_span.as_ref().map_or(value.span().start, |key| key.start);
            let gap = part(at, start);
            let (after, before) = gap.split_once(',').unwrap_or(("", gap));
            if let Some(previous) = children.last_mut() {
                after.clone_into(&mut previous.after);
            }
            children.push(Child {
                before: before.to_owned(),
                key: key_span.map(|key| Key {
                    name: value.key().unwrap_or_default().to_owned(),
                    written: part(key.start, key.end).to_owned(),
                    colon: part(key.end, value.span().start).to_owned(),
                }),
                value: Value::Text(value.raw().to_owned()),
                after: String::new(),
            });
            at = value.span().end;
        }
        Self {
            children,
            end: part(at, node.span().end.saturating_sub(1)).to_owned(),
        }
    }

    /// Adds a member behind the last.
    pub(super) fn append(&mut self, key: Key, value: Value, style: &Style) {
        let neighbour = self.children.last().and_then(|child| child.key.as_ref());
        let colon = neighbour.map_or(&style.colon, |key| &key.colon).clone();
        self.place(self.children.len(), Some(Key { colon, ..key }), value, style);
    }

    /// Adds an item before the one at `position`, or behind the last.
    pub(super) fn insert(&mut self, position: usize, value: Value, style: &Style) {
        self.place(position, None, value, style);
    }

    fn place(&mut self, position: usize, key: Option<Key>, value: Value, style: &Style) {
        let before = match self.children.get(position) {
            Some(next) if position > 0 => lead(&next.before).to_owned(),
            Some(_) => {
                let separator = self.separator(style);
                match self.children.first_mut() {
                    Some(first) => std::mem::replace(&mut first.before, separator),
                    None => String::new(),
                }
            }
            None if self.children.is_empty() => match lead(&self.end) {
                line if is_line(line) => format!("{line}{}", style.indent),
                blank => blank.to_owned(),
            },
            None => self.separator(style),
        };
        let child = Child {
            before,
            key,
            value,
            after: String::new(),
        };
        self.children.insert(position.min(self.children.len()), child);
    }

    /// Returns the white space that stands, or would stand, before a child that is not the first.
    fn separator(&self, style: &Style) -> String {
        let first = self.children.first().map(|child| lead(&child.before));
        let last = self.children.last().map(|child| lead(&child.before));
        match (first, last) {
            (_, Some(line)) if self.children.len() > 1 => line.to_owned(),
            (Some(line), _) if is_line(line) => line.to_owned(),
            _ => style.after_comma.clone(),
        }
    }

    /// Removes a child with its comma, and with its line where it has one of its own.
    pub(super) fn remove(&mut self, position: usize) -> Option<Child> {
        if position >= self.children.len() {
            return None;
        }
        let removed = self.children.remove(position);
        if let Some(next) = self.children.get_mut(position) {
            let own_line = is_line(&removed.before);
            if position > 0 && own_line && is_line(&next.before) {
                // Empty lines above the line stay.
                let line = lead(&removed.before).len();
                let above = removed
                    .before
                    .get(..removed.before.len() - line)
                    .unwrap_or_default();
                next.before.insert_str(0, above);
            } else if own_line || !is_line(&next.before) {
                next.before.clone_from(&removed.before);
            }
        } else if let Some(last) = self.children.last_mut() {
            let blank = std::mem::take(&mut last.after);
            self.end.insert_str(0, &blank);
        } else {
            self.end.clear();
        }
        Some(removed)
    }

    pub(super) fn write(&self, out: &mut String) {
        let mut children = self.children.iter().peekable();
        while let Some(child) = children.next() {
            out.push_str(&child.before);
            if let Some(key) = &child.key {
                out.push_str(&key.written);
                out.push_str(&key.colon);
            }
            child.value.write(out);
            out.push_str(&child.after);
            if children.peek().is_some() {
                out.push(',');
            }
        }
        out.push_str(&self.end);
    }
}

/// Returns the last line break and what follows it, or all where there is none.
fn lead(blank: &str) -> &str {
    let Some(last) = blank.rfind(['\n', '\r']) else {
        return blank;
    };
    let start = match blank.get(..=last) {
        Some(line_break) if line_break.ends_with("\r\n") => last - 1,
        _ => last,
    };
    blank.get(start..).unwrap_or(blank)
}

fn is_line(blank: &str) -> bool {
    blank.contains(['\n', '\r'])
}
