//! A document that is being edited: the parts that edits lead through are taken apart, the rest stays text.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::{Edit, EditOperation};
use super::error::StepFault;
use super::layout::{Child, Container, Key, Style};
use crate::document::canonical::{self, Lists};
use crate::document::problem::excerpt;
use crate::document::{Bounds, Document, Kind, ReadError, pointer};

/// A document that is being edited.
///
/// After an error of [`Draft::take`] the step is not taken, except that a `move` may have taken its value away.
#[derive(Debug)]
pub(crate) struct Draft {
    /// What stands before the outermost value: white space, a byte-order mark.
    before: String,
    root: Value,
    after: String,
    style: Style,
    written_bytes: usize,
}

/// A value: as text while nothing inside it is edited.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Object(Container),
    List(Container),
}

type Taken<T = ()> = Result<T, StepFault>;

impl Draft {
    /// Returns the draft of the document that `text` writes.
    pub(crate) fn of(text: &str) -> Result<Self, ReadError> {
        let document = Document::parse(text)?;
        let span = document.root().span();
        let part = |part: Range<usize>| text.get(part).unwrap_or_default().to_owned();
        Ok(Self {
            before: part(0..span.start),
            after: part(span.end..text.len()),
            root: Value::Text(document.root().raw().to_owned()),
            style: Style::of(document.root()),
            written_bytes: 0,
        })
    }

    /// Takes one step.
    pub(crate) fn take(&mut self, edit: &Edit) -> Taken {
        let path = edit.path.as_str();
        let value = || edit.value.as_ref().ok_or(StepFault::Lacks { member: "value" });
        let from = || edit.from.as_deref().ok_or(StepFault::Lacks { member: "from" });
        match edit.op {
            EditOperation::Test => self.test(path, value()?.as_str()),
            EditOperation::Add => self.add(path, value()?.to_string()),
            EditOperation::Replace => self.replace(path, value()?.to_string()),
            EditOperation::Remove => self.remove(path).map(|_| ()),
            EditOperation::Move => self.relocate(from()?, path),
            EditOperation::Copy => {
                let value = self.at(from()?)?.to_text();
                self.add(path, value)
            }
        }
    }

    /// Returns the text of the document, which is within the default bounds.
    pub(crate) fn finish(self) -> Result<String, ReadError> {
        let mut text = self.before;
        self.root.write(&mut text);
        text.push_str(&self.after);
        Document::parse(&text).map(|_| text)
    }

    fn test(&mut self, path: &str, expected: &str) -> Taken {
        let found = self.at(path)?.to_text();
        if found == expected || by_value(&found) == by_value(expected) {
            return Ok(());
        }
        Err(StepFault::Different {
            pointer: path.to_owned(),
            expected: excerpt(expected),
            found: excerpt(&found),
        })
    }

    fn add(&mut self, path: &str, value: String) -> Taken {
        let steps = steps(path)?;
        let Some((last, around)) = steps.split_last() else {
            return self.replace(path, value);
        };
        self.count(path, value.len().saturating_add(last.len()))?;
        let style = self.style.clone();
        match self.at_steps(path, around)? {
            Value::Object(members) => match members.member(path, last)? {
                Some(member) => member.value = Value::Text(value),
                None => members.append(Key::of(last), Value::Text(value), &style),
            },
            Value::List(items) => {
                let most = items.children.len();
                let position = match last.as_ref() {
                    "-" => Some(most),
                    digits => pointer::position(digits).filter(|position| *position <= most),
                };
                let position = position.ok_or_else(|| StepFault::PositionOutOfRange {
                    pointer: path.to_owned(),
                    found: excerpt(last),
                    most,
                })?;
                items.insert(position, Value::Text(value), &style);
            }
            Value::Text(_) => return Err(absent(path)),
        }
        Ok(())
    }

    fn replace(&mut self, path: &str, value: String) -> Taken {
        self.count(path, value.len())?;
        *self.at(path)? = Value::Text(value);
        Ok(())
    }

    /// Removes the value at `path` and returns its text.
    fn remove(&mut self, path: &str) -> Taken<String> {
        let steps = steps(path)?;
        let (last, around) = steps.split_last().ok_or(StepFault::NothingLeft)?;
        let parent = self.at_steps(path, around)?;
        let position = parent.position(path, last)?.ok_or_else(|| absent(path))?;
        match parent {
            Value::Object(children) | Value::List(children) => children
                .remove(position)
                .map(|removed| removed.value.to_text())
                .ok_or_else(|| absent(path)),
            Value::Text(_) => Err(absent(path)),
        }
    }

    fn relocate(&mut self, from: &str, path: &str) -> Taken {
        if from == path {
            return self.at(path).map(|_| ());
        }
        if path
            .strip_prefix(from)
            .is_some_and(|below| below.starts_with('/'))
        {
            return Err(StepFault::IntoItself {
                pointer: path.to_owned(),
                from: from.to_owned(),
            });
        }
        if self.rename(from, path)? {
            return Ok(());
        }
        let value = self.remove(from)?;
        self.add(path, value)
    }

    /// Gives the member at `from` the key of `path`, where both are of one object that has no such key yet, and returns
    /// whether it did.
    fn rename(&mut self, from: &str, path: &str) -> Taken<bool> {
        let (source, target) = (steps(from)?, steps(path)?);
        let (Some((source, around)), Some((target, beside))) = (source.split_last(), target.split_last())
        else {
            return Ok(false);
        };
        if around != beside {
            return Ok(false);
        }
        self.count(path, target.len())?;
        let Value::Object(members) = self.at_steps(from, around)? else {
            return Ok(false);
        };
        if members.member(path, target)?.is_some() {
            return Ok(false);
        }
        let member = members.member(from, source)?.ok_or_else(|| absent(from))?;
        if let Some(key) = &mut member.key {
            key.rename(target);
        }
        Ok(true)
    }

    fn at(&mut self, path: &str) -> Taken<&mut Value> {
        self.at_steps(path, &steps(path)?)
    }

    /// Returns the value that `steps` lead to, taken apart where it is an object or a list.
    fn at_steps(&mut self, path: &str, steps: &[Cow<'_, str>]) -> Taken<&mut Value> {
        let mut value = &mut self.root;
        value.open();
        for step in steps {
            let position = value.position(path, step)?;
            let child = match value {
                Value::Object(children) | Value::List(children) => {
                    position.and_then(|position| children.children.get_mut(position))
                }
                Value::Text(_) => None,
            };
            value = child.map(|child| &mut child.value).ok_or_else(|| absent(path))?;
            value.open();
        }
        Ok(value)
    }

    /// Counts what is written: copies of copies grow without bound.
    fn count(&mut self, path: &str, bytes: usize) -> Taken {
        let most = Bounds::default().text_bytes;
        self.written_bytes = self.written_bytes.saturating_add(bytes);
        if self.written_bytes <= most {
            return Ok(());
        }
        Err(StepFault::TooLong {
            pointer: path.to_owned(),
            most,
        })
    }
}

impl Value {
    /// Takes an object or a list apart.
    fn open(&mut self) {
        let Self::Text(text) = &*self else {
            return;
        };
        if !text.starts_with(['{', '[']) {
            return;
        }
        let Ok(document) = Document::parse(text) else {
            return;
        };
        let root = document.root();
        let container = Container::of(root);
        *self = match root.kind() {
            Kind::Object => Self::Object(container),
            _ => Self::List(container),
        };
    }

    /// Returns the position of the child that a step of `path` leads to, where there is one.
    fn position(&self, path: &str, step: &str) -> Taken<Option<usize>> {
        match self {
            Self::Object(members) => members.find(path, step),
            Self::List(items) => {
                Ok(pointer::position(step).filter(|position| *position < items.children.len()))
            }
            Self::Text(_) => Ok(None),
        }
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Object(members) => {
                out.push('{');
                members.write(out);
                out.push('}');
            }
            Self::List(items) => {
                out.push('[');
                items.write(out);
                out.push(']');
            }
        }
    }
}

impl Container {
    /// Returns the position of the member under `key`.
    fn find(&self, path: &str, key: &str) -> Taken<Option<usize>> {
        let named = |child: &Child| child.key.as_ref().is_some_and(|found| found.name == key);
        let mut found = (0..)
            .zip(&self.children)
            .filter(|(_, child)| named(child))
            .map(|(position, _)| position);
        let first = found.next();
        match found.next() {
            None => Ok(first),
            Some(_) => Err(StepFault::AmbiguousKey {
                pointer: path.to_owned(),
                key: excerpt(key),
            }),
        }
    }

    fn member(&mut self, path: &str, key: &str) -> Taken<Option<&mut Child>> {
        let position = self.find(path, key)?;
        Ok(position.and_then(|position| self.children.get_mut(position)))
    }
}

/// Returns the steps of a pointer; one that is deeper than any document leads nowhere.
fn steps(path: &str) -> Taken<Vec<Cow<'_, str>>> {
    let deepest = Bounds::default().depth;
    let steps = pointer::steps(path).ok_or_else(|| StepFault::NotAPointer {
        pointer: excerpt(path),
    })?;
    let steps: Vec<_> = steps.take(deepest + 1).collect();
    if steps.len() > deepest {
        return Err(absent(path));
    }
    Ok(steps)
}

fn absent(path: &str) -> StepFault {
    StepFault::Absent {
        pointer: path.to_owned(),
    }
}

/// Returns the form of a value that equal values share.
fn by_value(text: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    Some(canonical::node_text(document.root(), Lists::Ordered))
}
