//! As many labels as possible side by side at one scale: how the opening view of a small lane is packed.

/// Air in points that the packing leaves, so that rounding cannot turn "just fits" into a collision.
const SLACK: f64 = 0.01;

/// A set of packed stretches that hang together by overlapping, each a place and its row.
pub(super) type Cluster = Vec<(usize, usize)>;

/// The clusters of packed stretches of which some part lies between 0 and `width`. What is not in a cluster
/// is clear of it at this scale and all larger ones.
pub(super) fn clusters(edges: &[(f64, f64)], packed: &[Option<usize>], width: f64) -> Vec<Cluster> {
    let mut sorted: Vec<((f64, f64), (usize, usize))> = edges
        .iter()
        .zip(packed)
        .enumerate()
        .filter_map(|(place, (edges, row))| Some((*edges, (place, (*row)?))))
        .collect();
    sorted.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let mut found: Vec<(bool, Cluster)> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for ((left, right), member) in sorted {
        if left >= reach || found.is_empty() {
            found.push((false, Vec::new()));
        }
        reach = reach.max(right + SLACK);
        if let Some((is_in_view, cluster)) = found.last_mut() {
            *is_in_view |= left < width && right > 0.0;
            cluster.push(member);
        }
    }
    found.into_iter().filter(|(is_in_view, _)| *is_in_view).map(|(_, cluster)| cluster).collect()
}

/// Packs as many stretches as possible into rows, the earlier in `order` first: whoever finds all rows taken
/// at some place is turned away. Returns the row of each.
///
/// Admission keeps the depth at every place within the number of rows; such a set always fits (interval
/// graphs are perfect), and going from left to right into the first free row finds the fit. Quadratic.
pub(super) fn pack(edges: &[(f64, f64)], order: &[usize], rows: usize) -> Vec<Option<usize>> {
    let mut admitted: Vec<(f64, f64, usize)> = Vec::new();
    let mut turns: Vec<(f64, i32)> = Vec::new();
    for place in order {
        let Some((left, right)) = edges.get(*place).copied() else { continue };
        turns.clear();
        for (other_left, other_right, _) in &admitted {
            if *other_left < right && left < *other_right {
                turns.push((other_left.max(left), 1));
                turns.push((*other_right, -1));
            }
        }
        turns.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut depth = 0_i32;
        let deepest = turns.iter().map(|(_, turn)| {
            depth += turn;
            depth
        });
        if usize::try_from(deepest.max().unwrap_or(0)).is_ok_and(|deepest| deepest < rows) {
            admitted.push((left, right, *place));
        }
    }
    admitted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let mut found = vec![None; edges.len()];
    let mut ends = vec![f64::NEG_INFINITY; rows];
    for (left, right, place) in admitted {
        let free = ends.iter().position(|end| *end <= left);
        if let (Some(row), Some(slot)) = (free, found.get_mut(place)) {
            *slot = Some(row);
            if let Some(end) = ends.get_mut(row) {
                *end = right + SLACK;
            }
        }
    }
    found
}
