//! Groups that pass from a buyer to whoever claims a seat (GRP-10).

use crate::group::Group;
use crate::id::GroupId;

/// Those of the buyer's groups that pass to a learner, in the order the buyer joined them.
pub fn inherited_groups(buyer: &[GroupId], groups: &[Group]) -> Vec<GroupId> {
    let passes = |id: &GroupId| groups.iter().any(|group| group.id == *id && group.is_inherited);
    buyer.iter().copied().filter(passes).collect()
}
