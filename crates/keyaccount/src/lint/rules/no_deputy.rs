//! KA-504 `no-deputy`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::team::MemberRole;

declare_rule! {
    /// ## What it checks
    ///
    /// There is a primary manager, and no other active member stands in for that member or has the role of deputy without saying
    /// for whom.
    ///
    /// ## Why it matters
    ///
    /// Managers fall ill and find other work. What one person alone knows is gone that day.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/2/role", "value": "sales"},
    ///  {"op": "remove", "path": "/team/2/backup_for_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/2/role", "value": "sales"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (relations between institutions, not between two people).
    pub(super) static NO_DEPUTY = {
        code: "KA-504",
        name: "no-deputy",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/team/*/id",
            "/team/*/is_primary",
            "/team/*/backup_for_id",
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let managers: Vec<_> = cx.primary_managers().map(|(_, member)| member).collect();
    let Some(manager) = managers.first() else { return };
    let stands_in = cx
        .active_members()
        .any(|(_, member)| match &member.backup_for_id {
            Some(id) => {
                member.id.as_ref() != Some(id)
                    && managers.iter().any(|manager| manager.id.as_ref() == Some(id))
            }
            None => member.role == Some(MemberRole::Deputy),
        });
    if stands_in {
        return;
    }
    let draft = Draft::new(
        "/team",
        "nobody",
        "Nobody stands in for \"{manager}\", who manages the account.",
        [("manager", label(manager.name.as_deref(), *manager).into())],
    );
    sink.report(draft.help("Name a deputy, and let the client meet both."));
}
