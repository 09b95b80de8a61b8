//! Rows that change slide: the picture on its way from the rows that were shown to those that will be.

use dateline_picture::layout::{Picture, Slide};

/// How long rows slide, in seconds.
const DURATION: f64 = 0.16;

/// Follows how rows are arranged, and moves the picture from one arrangement to the next. `A` says what the
/// rows of a picture were made from.
#[derive(Debug)]
pub(super) struct RowSlides<A> {
    arrangement: Option<A>,
    moving: Option<Moving>,
}

#[derive(Debug)]
struct Moving {
    from: Slide,
    /// Seconds since the program began.
    began: f64,
}

impl<A> Default for RowSlides<A> {
    fn default() -> Self {
        RowSlides { arrangement: None, moving: None }
    }
}

impl<A: PartialEq> RowSlides<A> {
    /// Takes the arrangement of the next picture at a time. Where it is another one than before, rows begin
    /// to slide from those of `shown`, the last picture; `None` cuts to the new rows. Returns which share of
    /// the way they have gone; `None` once they stand.
    pub fn follow(&mut self, arrangement: A, clock: f64, shown: Option<&Picture>) -> Option<f32> {
        if self.arrangement.as_ref() != Some(&arrangement) {
            let is_first = self.arrangement.replace(arrangement).is_none();
            let shown = shown.filter(|_| !is_first);
            self.moving = shown.map(|shown| Moving { from: Slide::of(shown), began: clock });
        }
        let share = self.moving.as_ref().map(|moving| ((clock - moving.began) / DURATION) as f32);
        let share = share.filter(|share| *share < 1.0);
        if share.is_none() {
            self.moving = None;
        }
        share.map(|share| share.max(0.0))
    }

    /// The picture on its way to `goal`. Where nothing differs the slide is over.
    pub fn at(&mut self, goal: Picture, share: f32) -> Picture {
        match &self.moving {
            Some(moving) if moving.from.differs_from(&goal) => moving.from.towards(&goal, eased(share)),
            _ => {
                self.moving = None;
                goal
            }
        }
    }

    /// Whether the next frame looks different from this one.
    pub fn is_moving(&self) -> bool {
        self.moving.is_some()
    }
}

/// Fast at first, slow at the end (cubic).
fn eased(share: f32) -> f32 {
    1.0 - (1.0 - share).powi(3)
}
