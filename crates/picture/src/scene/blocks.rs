//! Blocks of text that fit their place: wrapped, and smaller in steps before they would overflow.

use super::{Anchor, Item, Point, Rgba8, TextLine, TextStyle};
use crate::text::{Ruler, Weight, wrap};

/// A size that a block may be set in, and how wide it may then be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub size: f32,
    pub line: f32,
    pub width: f32,
}

/// Text in lines, at the size that fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub lines: Vec<String>,
    pub size: f32,
    pub line: f32,
    pub weight: Weight,
}

impl Block {
    /// The words at the first of the steps at which they are at most `height` high; at the last one what does
    /// not fit is left out behind "…".
    pub fn fitting(ruler: &dyn Ruler, text: &str, weight: Weight, steps: &[Step], height: f32) -> Block {
        let mut block = Block { lines: Vec::new(), size: 0.0, line: 0.0, weight };
        for step in steps {
            let lines = wrap(ruler, text, step.size, weight, step.width);
            block = Block { lines, size: step.size, line: step.line, weight };
            if block.height() <= height {
                return block;
            }
        }
        let most = (height / block.line.max(1.0)).floor().max(1.0) as usize;
        if block.lines.len() > most {
            block.lines.truncate(most);
            if let Some(last) = block.lines.last_mut() {
                // the last word gives way to the sign that something is missing
                let kept = last.rsplit_once(' ').map_or(last.as_str(), |(kept, _)| kept).to_owned();
                *last = format!("{kept} …");
            }
        }
        block
    }

    pub fn height(&self) -> f32 {
        self.line * self.lines.len() as f32
    }

    /// Width of the widest line.
    pub fn width(&self, ruler: &dyn Ruler) -> f32 {
        self.lines.iter().map(|line| ruler.width(line, self.size, self.weight)).fold(0.0, f32::max)
    }

    /// The lines, the first with its baseline at a position, measured with the ruler that made the block.
    pub fn items(&self, ruler: &dyn Ruler, first_baseline: Point, color: Rgba8) -> Vec<Item> {
        let style = TextStyle { size: self.size, bold: self.weight == Weight::Bold, color, struck: false };
        self.lines
            .iter()
            .enumerate()
            .map(|(index, line)| Item::Text {
                at: Point::new(first_baseline.x, first_baseline.y + self.line * index as f32),
                anchor: Anchor::Start,
                line: TextLine::new(ruler, line.clone(), style),
            })
            .collect()
    }
}

/// The first paragraph of Markdown as plain words: for places that show words without markup.
pub(super) fn plain_words(markdown: &str) -> String {
    let paragraph = markdown.trim().split("\n\n").next().unwrap_or_default();
    let mut plain = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        let link = after.find("](").and_then(|middle| {
            let end = after.get(middle..)?.find(')')? + middle;
            Some((after.get(1..middle)?, after.get(end + 1..)?))
        });
        let Some((text, tail)) = link else { break };
        plain.push_str(before);
        plain.push_str(text);
        rest = tail;
    }
    plain.push_str(rest);
    let plain = plain.replace("**", "").replace("__", "").replace(['*', '`'], "");
    let lines = plain.lines().map(|line| line.trim().trim_start_matches(['#', '>', '-']).trim_start());
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Faces;

    struct Tens;

    impl Ruler for Tens {
        fn width(&self, text: &str, size: f32, _weight: Weight) -> f32 {
            text.chars().count() as f32 * size
        }

        fn faces(&self) -> Faces {
            Faces::bundled_only()
        }
    }

    #[test]
    fn label_shrink_in_steps_until_they_fit() {
        let steps =
            [Step { size: 10.0, line: 12.0, width: 100.0 }, Step { size: 5.0, line: 6.0, width: 100.0 }];
        let fit = |text: &str, height: f32| Block::fitting(&Tens, text, Weight::Regular, &steps, height);
        assert_eq!(fit("ten to ten", 12.0).size, 10.0);
        assert_eq!(fit("ten to ten to ten", 12.0).size, 5.0);
        let cut = fit("one two three four five six seven eight nine ten", 12.0);
        assert_eq!(cut.lines, ["one two three four", "five six seven …"]);
    }

    #[test]
    fn markup_becomes_words() {
        assert_eq!(
            plain_words("**Held** in [Singapore](https://example.org/a), `late`\nthat year.\n\nMore."),
            "Held in Singapore, late that year."
        );
        assert_eq!(plain_words("a [b c"), "a [b c");
        assert_eq!(plain_words(""), "");
    }
}
