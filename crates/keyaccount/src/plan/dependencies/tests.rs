use super::*;

fn actions(json: &str) -> Vec<Action> {
    crate::document::read(json).unwrap()
}

#[test]
fn a_dependency_on_a_cancelled_action_is_dropped_and_not_unknown() {
    let actions = actions(
        r#"[{"id": "A1", "status": "cancelled"},
            {"id": "A2", "depends_on": [{"id": "A1"}, {"id": "A0"}, {"id": "A0"}, {"kind": "finish_to_start"}]}]"#,
    );
    let network = Dependencies::of(&actions);
    assert_eq!(network.actions().len(), 1);
    assert!(network.actions()[0].waits_for.is_empty());
    let unknown: Vec<_> = network
        .unknown()
        .iter()
        .map(|unknown| (unknown.action_id.as_str(), unknown.depends_on_id.as_str()))
        .collect();
    assert_eq!(unknown, [("A2", "A0")]);
}

#[test]
fn of_two_actions_with_one_id_the_first_that_is_not_cancelled_counts() {
    let actions = actions(
        r#"[{"id": "A1", "status": "cancelled", "title": "1"}, {"id": "A1", "title": "2"},
            {"id": "A1", "title": "3"}, {"title": "4"}, {"status": "cancelled"}]"#,
    );
    let network = Dependencies::of(&actions);
    assert_eq!(network.actions().len(), 1);
    assert_eq!(network.actions()[0].action.title.as_deref(), Some("2"));
    assert_eq!(network.repeated().len(), 1);
    assert_eq!(network.unnamed_count(), 1);
}

#[test]
fn two_links_between_the_same_actions_are_both_kept() {
    let actions = actions(
        r#"[{"id": "A1"}, {"id": "A2", "depends_on": [
            {"id": "A1", "type": "FF", "lag_days": -2}, {"id": "A1", "type": "SS"}, {"id": "A1", "type": "SS"}]}]"#,
    );
    let network = Dependencies::of(&actions);
    let link = |kind, lag_days| Link {
        other: 0,
        kind,
        lag_days,
    };
    let expected = [
        link(DependencyKind::StartToStart, 0),
        link(DependencyKind::FinishToFinish, -2),
    ];
    assert_eq!(network.actions()[1].waits_for, expected);
    assert!(network.cycles().is_empty());
}

#[test]
fn the_shortest_circle_begins_with_the_smallest_id_and_the_tangle_is_whole() {
    let actions = actions(
        r#"[{"id": "C", "depends_on": [{"id": "B"}]}, {"id": "B", "depends_on": [{"id": "D", "type": "SS"}]},
            {"id": "D", "depends_on": [{"id": "B", "type": "FF"}, {"id": "C"}]},
            {"id": "A", "depends_on": [{"id": "A"}]}, {"id": "E", "depends_on": [{"id": "D"}]}]"#,
    );
    let network = Dependencies::of(&actions);
    let ids = |actions: &[CycleAction<'_>]| -> Vec<String> {
        actions.iter().map(|action| action.id.to_string()).collect()
    };
    let found: Vec<_> = network
        .cycles()
        .iter()
        .map(|cycle| (ids(&cycle.route), ids(&cycle.tangle)))
        .collect();
    let texts = |ids: &[&str]| -> Vec<String> { ids.iter().map(|&id| id.to_owned()).collect() };
    assert_eq!(
        found,
        [
            (texts(&["A"]), texts(&["A"])),
            (texts(&["B", "D"]), texts(&["B", "C", "D"]))
        ]
    );
}
