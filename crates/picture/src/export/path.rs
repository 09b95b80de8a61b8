//! Path data: outlines as a string, relative and brief.

use super::number::{hundredths, push};
use crate::scene::{PathCommand, Point, Rect};
use crate::text::OutlineCommand;

/// Builds the `d` attribute. Steps are relative to the rounded position of the pen, so that roundings do not
/// add up.
#[derive(Default)]
pub(super) struct PathData {
    out: String,
    pen: (i64, i64),
    start: (i64, i64),
    last: Option<char>,
}

impl PathData {
    /// The outline of letters.
    pub(super) fn of_outline(steps: &[OutlineCommand]) -> String {
        let mut data = PathData::default();
        for step in steps {
            match *step {
                OutlineCommand::Move(x, y) => data.move_to(Point::new(x, y)),
                OutlineCommand::Line(x, y) => data.line_to(Point::new(x, y)),
                OutlineCommand::Quadratic(cx, cy, x, y) => {
                    data.curve('q', &[Point::new(cx, cy), Point::new(x, y)]);
                }
                OutlineCommand::Cubic(ax, ay, bx, by, x, y) => {
                    data.curve('c', &[Point::new(ax, ay), Point::new(bx, by), Point::new(x, y)]);
                }
                OutlineCommand::Close => data.close(),
            }
        }
        data.out
    }

    /// A path of a scene.
    pub(super) fn of_path(steps: &[PathCommand]) -> String {
        let mut data = PathData::default();
        for step in steps {
            match *step {
                PathCommand::Move(to) => data.move_to(to),
                PathCommand::Line(to) => data.line_to(to),
                PathCommand::Cubic(a, b, to) => data.curve('c', &[a, b, to]),
                PathCommand::Close => data.close(),
            }
        }
        data.out
    }

    /// Upright rectangles.
    pub(super) fn of_rects(rects: &[Rect]) -> String {
        let mut data = PathData::default();
        for rect in rects {
            data.move_to(Point::new(rect.left, rect.top));
            data.line_to(Point::new(rect.right, rect.top));
            data.line_to(Point::new(rect.right, rect.bottom));
            data.line_to(Point::new(rect.left, rect.bottom));
            data.close();
        }
        data.out
    }

    fn move_to(&mut self, to: Point) {
        let to = rounded(to);
        self.last = None;
        self.step('M', &[to.0, to.1]);
        // What follows the coordinates of a move without a letter is a line.
        self.last = None;
        self.pen = to;
        self.start = to;
    }

    fn line_to(&mut self, to: Point) {
        self.begin_with_move(to);
        let to = rounded(to);
        let (across, down) = (to.0 - self.pen.0, to.1 - self.pen.1);
        match (across, down) {
            (0, 0) => {}
            (_, 0) => self.step('h', &[across]),
            (0, _) => self.step('v', &[down]),
            _ => self.step('l', &[across, down]),
        }
        self.pen = to;
    }

    fn curve(&mut self, letter: char, points: &[Point]) {
        let Some(&to) = points.last() else { return };
        self.begin_with_move(to);
        let pen = self.pen;
        let steps: Vec<i64> =
            points.iter().map(|&point| rounded(point)).flat_map(|(x, y)| [x - pen.0, y - pen.1]).collect();
        self.step(letter, &steps);
        self.pen = rounded(to);
    }

    /// Path data must begin with a move; a scene's path that does not starts where its first step ends.
    fn begin_with_move(&mut self, to: Point) {
        if self.out.is_empty() {
            self.move_to(to);
        }
    }

    fn close(&mut self) {
        if self.out.is_empty() {
            return;
        }
        self.out.push('z');
        self.last = None;
        self.pen = self.start;
    }

    fn step(&mut self, letter: char, values: &[i64]) {
        let is_repeated = self.last == Some(letter);
        if !is_repeated {
            self.out.push(letter);
        }
        for (position, &value) in values.iter().enumerate() {
            let follows_number = is_repeated || position > 0;
            if follows_number && value >= 0 {
                self.out.push(' ');
            }
            push(&mut self.out, value);
        }
        self.last = Some(letter);
    }
}

fn rounded(point: Point) -> (i64, i64) {
    (hundredths(point.x), hundredths(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_relative_and_brief() {
        let at = Point::new;
        let data = PathData::of_path(&[
            PathCommand::Move(at(10.0, 20.0)),
            PathCommand::Line(at(14.0, 20.0)),
            PathCommand::Line(at(14.0, 18.5)),
            PathCommand::Line(at(12.0, 19.0)),
            PathCommand::Line(at(13.0, 18.0)),
            PathCommand::Cubic(at(13.0, 18.0), at(12.0, 17.0), at(10.0, 17.0)),
            PathCommand::Close,
            PathCommand::Move(at(-1.0, 0.004)),
            PathCommand::Line(at(-1.0, 0.004)),
        ]);
        assert_eq!(data, "M10 20h4v-1.5l-2 .5 1-1c0 0-1-1-3-1zM-1 0");
    }

    #[test]
    fn roundings_do_not_add_up() {
        let steps: Vec<PathCommand> = std::iter::once(PathCommand::Move(Point::new(0.0, 0.0)))
            .chain((1..=900).map(|n| PathCommand::Line(Point::new(n as f32 / 3.0, n as f32 % 2.0))))
            .collect();
        let data = PathData::of_path(&steps);
        let mut across = 0.0_f64;
        for step in data.split('l').skip(1).flat_map(pairs) {
            across += step;
        }
        assert!((across - 300.0).abs() < 0.006, "{across}");
    }

    /// The first of every two numbers.
    fn pairs(run: &str) -> Vec<f64> {
        let spaced = run.replace('-', " -");
        let numbers: Vec<f64> = spaced.split_whitespace().map(|number| number.parse().unwrap()).collect();
        numbers.chunks(2).map(|pair| pair[0]).collect()
    }

    #[test]
    fn a_path_without_a_start_gets_one() {
        assert_eq!(PathData::of_path(&[PathCommand::Close, PathCommand::Line(Point::new(1.0, 2.0))]), "M1 2");
        assert_eq!(PathData::of_path(&[]), "");
    }
}
