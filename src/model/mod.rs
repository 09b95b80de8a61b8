//! What: the timeline and all that is in it; immutable once built.

