//! How much memory a file may take: what the system has free now, within the limits that it sets this
//! program.

use std::path::Path;

use sysinfo::{MemoryRefreshKind, System};

/// Files up to this size are read without asking how much memory is free, in bytes.
pub(super) const ALWAYS: u64 = 16 << 20;

/// Memory in tenths of the file's size that a file takes while it is opened, the bytes themselves included:
/// the `memory` stage of the benchmark gave 1.8 with a made-up history of a million events, all labels
/// included.
const TENTHS: u64 = 18;

/// What opening a file of a size takes, in bytes.
pub(super) const fn needed(size: u64) -> u64 {
    size.saturating_mul(TENTHS) / 10
}

/// The largest file that so much memory is enough for, in bytes.
pub(super) const fn largest_within(free: u64) -> u64 {
    free.saturating_mul(10) / TENTHS
}

/// Bytes that can be taken before the machine swaps; `None` where the system does not report it.
pub(super) fn free() -> Option<u64> {
    let mut system = System::new();
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let available = Some(system.available_memory()).filter(|_| system.total_memory() > 0);
    let limited = system.cgroup_limits().filter(|limits| limits.total_memory > 0);
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let own = free_in_groups(&groups, Path::new("/sys/fs/cgroup"));
    [available, limited.map(|limits| limits.free_memory), own].into_iter().flatten().min()
}

/// The least that the control group of this program (`0::/a/b`, version 2) and those above it have left: what
/// systemd or a container allows. What files take in the page cache counts as free.
fn free_in_groups(groups: &str, root: &Path) -> Option<u64> {
    let own = groups.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let folder = root.join(own);
    let within = folder.ancestors().take_while(|folder| folder.starts_with(root));
    within.filter_map(free_in_group).min()
}

fn free_in_group(folder: &Path) -> Option<u64> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    // "max" is no number and no limit.
    let limit: u64 = read("memory.max")?.trim().parse().ok()?;
    let used: u64 = read("memory.current")?.trim().parse().ok()?;
    let statistics = read("memory.stat").unwrap_or_default();
    let cached = statistics.lines().find_map(|line| line.strip_prefix("inactive_file ")?.trim().parse().ok());
    Some(limit.saturating_sub(used.saturating_sub(cached.unwrap_or(0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_memory_is_free() {
        assert!(free().is_none_or(|free| free > 1 << 20));
    }

    #[test]
    fn what_is_needed_and_what_fits_agree() {
        for free in [0, 1_000, 24_000_000_000] {
            assert!(needed(largest_within(free)) <= free);
            assert!(needed(largest_within(free) + 2) > free);
        }
    }

    #[test]
    fn the_tightest_group_counts() {
        let root = tempfile::tempdir().expect("a folder");
        let write = |folder: &str, name: &str, text: &str| {
            let folder = root.path().join(folder);
            std::fs::create_dir_all(&folder).expect("room for a folder");
            std::fs::write(folder.join(name), text).expect("room for a file");
        };
        write("a/b", "memory.max", "max\n");
        write("a/b", "memory.current", "500\n");
        assert_eq!(free_in_groups("0::/a/b\n", root.path()), None);
        write("a", "memory.max", "1000\n");
        write("a", "memory.current", "700\n");
        assert_eq!(free_in_groups("4:memory:/x\n0::/a/b\n", root.path()), Some(300));
        write("a", "memory.stat", "anon 1\ninactive_file 200\n");
        assert_eq!(free_in_groups("0::/a/b\n", root.path()), Some(500));
        write("a/b", "memory.max", "600\n");
        assert_eq!(free_in_groups("0::/a/b\n", root.path()), Some(100));
        assert_eq!(free_in_groups("4:memory:/x\n", root.path()), None);
    }
}
