use super::{Keys, Read, answer};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "catalogue" => |tenant| async move { Ok(format!("{:?}", tenant.catalogue().await?)) };
        "a quiz" => |tenant| tenant.find_quiz(keys.quiz);
        "groups" => |tenant| tenant.groups();
        "settings" => |tenant| tenant.tenant_state();
    }
}
