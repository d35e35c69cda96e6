//! Where on its way the request broke.

use super::StageState;
use crate::knowledge::{Cause, Stage};
use crate::read::Reading;

/// The state of each stage, in order.
pub fn route(reading: &Reading, cause: Option<&Cause>, working: bool) -> Vec<(Stage, StageState)> {
    let typed = !reading.requests.is_empty();
    // Anything that a server said proves that the request got there.
    let arrived = reading.status.is_some() || reading.error_type.is_some() || !reading.request_ids.is_empty();
    Stage::ALL
        .into_iter()
        .map(|stage| {
            let state = match cause.filter(|cause| cause.claude) {
                None if working && typed && stage <= Stage::Shell => StageState::Fine,
                None => StageState::Unknown,
                Some(cause) if stage == cause.began => StageState::Began,
                Some(cause) if stage == cause.showed => StageState::Showed,
                Some(cause) if stage > cause.showed.max(cause.began) => StageState::NotReached,
                Some(cause) if arrived && stage < cause.showed => StageState::Fine,
                Some(cause) if stage < cause.began && typed => StageState::Fine,
                Some(_) => StageState::Unknown,
            };
            (stage, state)
        })
        .collect()
}
