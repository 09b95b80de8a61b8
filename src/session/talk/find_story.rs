//! Which story of a file that was read again or edited is which story of before, and which scene.

use dateline_timeline::model::{Story, StoryScene};

/// The index of the story that stood at `index` before; `None` when it is gone. Of several with its title
/// one with the same scenes wins, then the one nearest to its index.
pub(super) fn find_story_again(old: &[Story], index: usize, new: &[Story]) -> Option<usize> {
    let story = old.get(index)?;
    let is_named_alike = |(_, other): &(usize, &Story)| other.title == story.title;
    let difference = |(at, other): &(usize, &Story)| (!has_same_scenes(story, other), at.abs_diff(index));
    let alike = new.iter().enumerate().filter(is_named_alike).min_by_key(difference);
    // One with a title that is new may be the same story under another title.
    let is_renamed = |other: &&Story| !old.iter().any(|before| before.title == other.title);
    let renamed = || new.get(index).filter(is_renamed).map(|_| index);
    alike.map(|(at, _)| at).or_else(renamed)
}

/// The index of the scene that stood at `scene` before, nearest to there of those that are told alike. The
/// scene at its index, or the last, where there is none; `None` in a story without scenes.
pub(super) fn find_scene_again(old: &Story, scene: usize, new: &Story) -> Option<usize> {
    let last = new.scenes.len().checked_sub(1)?;
    let before = old.scenes.get(scene)?;
    let alike = new.scenes.iter().enumerate().filter(|(_, other)| is_told_alike(before, other));
    let nearest = alike.min_by_key(|(at, _)| at.abs_diff(scene));
    Some(nearest.map_or(scene.min(last), |(at, _)| at))
}

fn has_same_scenes(story: &Story, other: &Story) -> bool {
    let pairs = || story.scenes.iter().zip(&other.scenes);
    story.scenes.len() == other.scenes.len() && pairs().all(|(one, other)| is_told_alike(one, other))
}

/// Ids of events are no part of it: they may be others after the file was read again.
fn is_told_alike(one: &StoryScene, other: &StoryScene) -> bool {
    (&one.title, &one.caption, &one.event_key) == (&other.title, &other.caption, &other.event_key)
}
