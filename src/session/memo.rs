//! A value that is made again when its key changes, and only then.

/// Keeps the last value with the key it was made from. Nothing is ever invalidated by hand: whoever asks
/// gives the key, and an equal key gives the same value.
#[derive(Clone, Debug)]
pub struct Memo<K, V> {
    kept: Option<(K, V)>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { kept: None }
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The value for a key: the kept one when the key is the same, else a new one.
    pub fn get(&mut self, key: K, make: impl FnOnce(&K) -> V) -> &V {
        if self.kept.as_ref().is_none_or(|(kept, _)| *kept != key) {
            self.kept = None;
        }
        let (_, value) = self.kept.get_or_insert_with(|| {
            let value = make(&key);
            (key, value)
        });
        value
    }

    /// The kept value, if it was made from this key.
    pub fn get_if(&self, key: &K) -> Option<&V> {
        self.kept.as_ref().filter(|(kept, _)| kept == key).map(|(_, value)| value)
    }

    /// Keeps a value that was made elsewhere, as on another thread.
    pub fn keep(&mut self, key: K, value: V) {
        self.kept = Some((key, value));
    }

    /// The kept value, whatever its key was.
    pub fn last(&self) -> Option<&V> {
        self.kept.as_ref().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn makes_a_value_once_for_a_key() {
        let mut memo = Memo::default();
        let mut made = 0;
        for key in [1, 1, 2, 2, 1] {
            let value = *memo.get(key, |key| {
                made += 1;
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(made, 3, "only a changed key makes a new value");
        assert_eq!(memo.last(), Some(&10));
    }
}
