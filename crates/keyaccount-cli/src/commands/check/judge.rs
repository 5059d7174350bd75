//! Judging one document after the other.

use std::collections::BTreeMap;

use keyaccount::document::{Document as Tree, SourceText};
use keyaccount::lint::{Baseline, FixScope, Layer, Mode, Severity};
use keyaccount::plan::Suppression;
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use keyaccount_wire::plan_check::{self, PlanCheck};
use keyaccount_wire::plan_fix::{self, PlanFix};
use keyaccount_wire::portfolio_check::{self, PortfolioCheck};
use keyaccount_wire::{Operation, Reply, WireError};

use super::held::Held;
use super::judged::Judged;
use super::mend;
use crate::arguments::CheckArguments;
use crate::as_of::AsOf;
use crate::configurations::Configurations;
use crate::failure::Failure;
use crate::input::{self, Document, Source};
use crate::operation;

/// How documents are judged.
pub(super) struct Judge<'a> {
    as_of: Option<Date>,
    mode: Mode,
    fail_on: Option<Severity>,
    /// The portfolio that the accounts of the plans stand in.
    portfolio: Option<Portfolio>,
    /// Its file.
    portfolio_file: Option<(&'a Document, &'a Tree)>,
    configurations: &'a Configurations,
    suppressions: Vec<Suppression>,
    baseline: Option<Baseline>,
    mending: Option<Mending>,
    /// The days that have been said.
    days: Vec<AsOf>,
}

/// What becomes of the fixes that findings offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mending {
    scope: FixScope,
    /// Whether the files are written; else it is only told what would change.
    writes: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn of(
        arguments: &CheckArguments,
        portfolio: Option<&'a (Document, Tree)>,
        configurations: &'a Configurations,
        held: &Held,
    ) -> Result<Self, Failure> {
        let mending = (arguments.fix || arguments.diff).then_some(Mending {
            scope: if arguments.unsafe_fixes {
                FixScope::Unsafe
            } else {
                FixScope::Safe
            },
            writes: arguments.fix,
        });
        Ok(Self {
            as_of: arguments.as_of.as_of,
            mode: arguments.mode,
            fail_on: arguments.fail_on.map(|severity| severity.0),
            portfolio: portfolio
                .map(|(document, _)| operation::read(document))
                .transpose()?,
            portfolio_file: portfolio.map(|(document, tree)| (document, tree)),
            configurations,
            suppressions: held.suppressions.clone(),
            baseline: held.baseline.clone(),
            mending,
            days: Vec::new(),
        })
    }

    /// Returns what the linter says about the document, a plan unless it says that it is a portfolio.
    pub(super) fn judge(&mut self, source: &Source) -> Result<Judged<'a>, Failure> {
        let document = input::read_document(source)?;
        let tree = operation::tree(&document)?;
        let as_of = AsOf::resolve(self.as_of, as_of(&tree))?;
        if !self.days.contains(&as_of) {
            as_of.say();
            self.days.push(as_of);
        }
        let schema = tree
            .root()
            .get("schema")
            .and_then(keyaccount::document::Node::as_str);
        if schema.is_some_and(|schema| schema.starts_with("keyaccount/portfolio/")) {
            return self.portfolio(document, tree, as_of.date);
        }
        let plan =
            SourceText::parse(&document.text).map_err(|error| operation::unreadable(&document, &error))?;
        match self.mending {
            None => self.plan(document, tree, plan, as_of.date),
            Some(mending) => self.mended(source, &document, &tree, plan, as_of.date, mending),
        }
    }

    fn plan(
        &self,
        document: Document,
        tree: Tree,
        plan: SourceText,
        as_of: Date,
    ) -> Result<Judged<'a>, Failure> {
        let request = plan_check::Request {
            plan,
            portfolio: self.portfolio.clone(),
            as_of: Some(as_of),
            mode: self.mode,
            fail_on: self.fail_on,
            levels: BTreeMap::new(),
            parameters: BTreeMap::new(),
            configuration: self.layers(),
            bases: self.configurations.bases.clone(),
            suppressions: self.suppressions.clone(),
            baseline: self.baseline.clone(),
        };
        let reply = PlanCheck::run(request).map_err(|error| self.failure(&document, error))?;
        Ok(Judged {
            document,
            tree,
            portfolio: self.portfolio_file,
            reply,
            diff: String::new(),
        })
    }

    fn mended(
        &self,
        source: &Source,
        document: &Document,
        tree: &Tree,
        plan: SourceText,
        as_of: Date,
        mending: Mending,
    ) -> Result<Judged<'a>, Failure> {
        let request = plan_fix::Request {
            plan,
            portfolio: self.portfolio.clone(),
            as_of: Some(as_of),
            mode: self.mode,
            fail_on: self.fail_on,
            levels: BTreeMap::new(),
            parameters: BTreeMap::new(),
            configuration: self.layers(),
            bases: self.configurations.bases.clone(),
            suppressions: self.suppressions.clone(),
            baseline: self.baseline.clone(),
            applicability: mending.scope,
            codes: Vec::new(),
            fingerprints: Vec::new(),
        };
        let reply = PlanFix::run(request).map_err(|error| self.failure(document, error))?;
        let mended = mend::document(document, tree, &reply.answer.text);
        let diff = if mending.writes {
            if reply.answer.changed {
                mend::write(source, document, &mended.text)?;
            }
            mend::say_what(&document.name, &reply.answer);
            String::new()
        } else {
            mend::diff(document, &mended)
        };
        Ok(Judged {
            tree: operation::tree(&mended)?,
            document: mended,
            portfolio: self.portfolio_file,
            reply: Reply {
                answer: reply.answer.report,
                provenance: reply.provenance,
            },
            diff,
        })
    }

    fn portfolio(&self, document: Document, tree: Tree, as_of: Date) -> Result<Judged<'a>, Failure> {
        let request = portfolio_check::Request {
            portfolio: operation::read(&document)?,
            as_of: Some(as_of),
            fail_on: self.fail_on,
            levels: BTreeMap::new(),
            parameters: BTreeMap::new(),
            configuration: self.layers(),
            bases: self.configurations.bases.clone(),
            baseline: self.baseline.clone(),
        };
        let reply =
            PortfolioCheck::run(request).map_err(|error| match self.configurations.failure(&error) {
                Some(failure) => failure,
                None => operation::failure_below(&document, "/portfolio", error),
            })?;
        Ok(Judged {
            document,
            tree,
            portfolio: None,
            reply,
            diff: String::new(),
        })
    }

    fn layers(&self) -> Vec<Layer> {
        self.configurations.layers.clone()
    }

    fn failure(&self, document: &Document, error: WireError) -> Failure {
        if let Some(failure) = self.configurations.failure(&error) {
            return failure;
        }
        match self.portfolio_file {
            Some((portfolio, _)) if error.path.starts_with("/portfolio") => {
                operation::failure_below(portfolio, "/portfolio", error)
            }
            _ => operation::failure_below(document, "/plan", error),
        }
    }
}

/// Returns the day that a document names as its own, where it does so readably.
fn as_of(document: &Tree) -> Option<Date> {
    document.root().get("as_of")?.as_str()?.parse().ok()
}
