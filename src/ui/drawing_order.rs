//! Texts with right-to-left parts, put into the order in which they are drawn: egui has no such order.
//!
//! Shortcoming: such a text begins at the left like all others, and it cannot be marked with the
//! mouse, since what would be copied is the text in drawing order.

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Context, FontFamily};

use super::fonts;
use dateline_picture::text::{Faces, Weight, shorten, wrap};

/// The room that a text has, in points.
#[derive(Clone, Copy, Debug)]
pub enum Room {
    /// One line as wide as it needs to be.
    Line,
    /// One line that ends with "…" at this width.
    Cut(f32),
    /// As many lines as this width asks for.
    Wrapped(f32),
}

/// Whether a text has to be put into drawing order.
pub fn needs_order(job: &LayoutJob) -> bool {
    !job.text.is_ascii() && job.text.chars().any(fonts::is_right_to_left)
}

/// The text broken into lines, each in drawing order; egui has nothing left to break.
pub fn in_drawing_order(ctx: &Context, job: &LayoutJob, room: Room) -> LayoutJob {
    let faces = fonts::faces(ctx);
    // Lines are measured as if all were in the widest looks of the text: none comes out too wide.
    let size = job.sections.iter().map(|section| section.format.font_id.size).fold(0.0, f32::max);
    let is_bold = job.sections.iter().any(|section| is_bold(&section.format));
    let weight = if is_bold { Weight::Bold } else { Weight::Regular };
    let mut ordered = LayoutJob::default();
    ordered.wrap.max_width = f32::INFINITY;
    let mut from = 0;
    for paragraph in job.text.split('\n') {
        let mut end = from;
        let is_right_to_left = begins_right_to_left(paragraph);
        for line in lines(&faces, paragraph, size, weight, room) {
            let kept = line.strip_suffix('…').filter(|_| !paragraph.contains(line.as_str())).unwrap_or(&line);
            let rest = job.text.get(end..).unwrap_or_default();
            let start = end + rest.find(kept).unwrap_or_default();
            end = start + kept.len();
            if !ordered.text.is_empty() {
                let format = job.sections.first().map(|section| section.format.clone());
                ordered.append("\n", 0.0, format.unwrap_or_default());
            }
            let tail = line.get(kept.len()..).unwrap_or_default();
            let line = Line { job, range: start..end, is_right_to_left, tail };
            append_line(&mut ordered, &faces, &line);
        }
        from += paragraph.len() + 1;
    }
    ordered
}

fn is_bold(format: &TextFormat) -> bool {
    matches!(&format.font_id.family, FontFamily::Name(name) if **name == *fonts::BOLD)
}

/// Whether the first letter of a paragraph runs from right to left: Unicode's rules P2 and P3, without
/// isolates.
fn begins_right_to_left(paragraph: &str) -> bool {
    paragraph.chars().find(|char| char.is_alphabetic()).is_some_and(fonts::is_right_to_left)
}

fn lines(faces: &Faces, paragraph: &str, size: f32, weight: Weight, room: Room) -> Vec<String> {
    match room {
        Room::Line => vec![paragraph.to_owned()],
        Room::Cut(width) => vec![shorten(faces, paragraph, size, weight, width).into_owned()],
        Room::Wrapped(width) if paragraph.is_empty() || width <= 0.0 => vec![paragraph.to_owned()],
        Room::Wrapped(width) => wrap(faces, paragraph, size, weight, width),
    }
}

/// One line of a text.
struct Line<'a> {
    job: &'a LayoutJob,
    /// Its bytes in the text.
    range: std::ops::Range<usize>,
    is_right_to_left: bool,
    /// What follows it and is not in the text: "…" where it is cut.
    tail: &'a str,
}

/// Adds one line in drawing order.
fn append_line(ordered: &mut LayoutJob, faces: &Faces, line: &Line<'_>) {
    let Line { job, range, is_right_to_left, tail } = line;
    // Every line runs as its paragraph does, whatever it begins with.
    let mark = if *is_right_to_left { "\u{200F}" } else { "\u{200E}" };
    let mut formats: Vec<&TextFormat> = Vec::new();
    let mut segments: Vec<&str> = Vec::new();
    for section in &job.sections {
        let LayoutSection { byte_range, format, .. } = section;
        let own = byte_range.start.0.max(range.start)..byte_range.end.0.min(range.end);
        if let Some(label) = job.text.get(own).filter(|label| !label.is_empty()) {
            if segments.is_empty() {
                formats.push(format);
                segments.push(mark);
            }
            formats.push(format);
            segments.push(label);
        }
    }
    if let Some(format) = formats.last().copied().filter(|_| !tail.is_empty()) {
        formats.push(format);
        segments.push(tail);
    }
    for (segment, label) in faces.visual_parts(&segments, Weight::Regular) {
        if let Some(format) = formats.get(segment) {
            ordered.append(&label, 0.0, (*format).clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::style;
    use dateline_picture::scene::{Theme, TypeSize};
    use dateline_picture::text::Ruler;

    fn job(runs: &[(&str, bool)]) -> LayoutJob {
        let mut job = LayoutJob::default();
        for (text, is_bold) in runs {
            job.append(text, 0.0, style::text_format(TypeSize::BODY, *is_bold, Theme::light().ink));
        }
        job
    }

    fn lines(runs: &[(&str, bool)], room: Room) -> Vec<String> {
        let ordered = in_drawing_order(&Context::default(), &job(runs), room);
        ordered.text.split('\n').map(str::to_owned).collect()
    }

    #[test]
    fn only_texts_with_such_words_are_put_in_order() {
        for (text, expected) in [
            ("Lee met Biden", false),
            ("Café – 新加坡", false),
            ("Lee שלום", true),
            ("عام", true),
            ("١٩", true),
        ] {
            assert_eq!(needs_order(&job(&[(text, false)])), expected, "{text}");
        }
    }

    #[test]
    fn a_year_in_arabic_digits_keeps_its_order_and_stands_left_of_the_words() {
        let [line] = lines(&[("حرب ١٩٤٥", false)], Room::Line).try_into().expect("one line");
        // Digits are handed over turned round: egui takes them for letters and turns them back.
        assert!(line.starts_with("٥٤٩١"), "{line}");
    }

    #[test]
    fn what_is_read_last_stands_at_the_left() {
        for (text, at_left) in [("עזה (1965)", "(1965) "), ("שלום Lee", "Lee "), ("Lee שלום", "Lee ")]
        {
            let [line] = lines(&[(text, false)], Room::Line).try_into().expect("one line");
            assert!(line.starts_with(at_left), "{line}");
        }
        let [line] = lines(&[("שלום עולם ושוב שלום", false)], Room::Cut(60.0)).try_into().expect("one line");
        assert!(line.starts_with('…'), "{line}");
    }

    #[test]
    fn every_line_runs_as_its_paragraph_does_and_keeps_its_looks() {
        let runs = [("שלום עולם ", false), ("Lee Hsien Loong 1965", true), (" סוף\nLee שלום", false)];
        let width = 90.0;
        let found = lines(&runs, Room::Wrapped(width));
        assert!(found.len() >= 4, "{found:?}");
        assert!(found.last().is_some_and(|line| line.starts_with("Lee ")), "{found:?}");
        let ctx = Context::default();
        for line in &found {
            assert!(
                fonts::faces(&ctx).width(line, TypeSize::BODY.size, Weight::Bold) <= width + 1.0,
                "{line}"
            );
        }
        let ordered = in_drawing_order(&ctx, &job(&runs), Room::Wrapped(width));
        let bold: String = (ordered.sections.iter().filter(|section| is_bold(&section.format)))
            .filter_map(|section| ordered.text.get(section.byte_range.start.0..section.byte_range.end.0))
            .collect();
        for word in ["Lee", "Hsien", "Loong", "1965"] {
            assert!(bold.contains(word), "{bold}");
        }
        let mut shown_chars: Vec<char> =
            found.concat().chars().filter(|one_char| !one_char.is_whitespace()).collect();
        let mut stated: Vec<char> = runs
            .iter()
            .flat_map(|(label, _)| label.chars())
            .filter(|one_char| !one_char.is_whitespace())
            .collect();
        shown_chars.sort_unstable();
        stated.sort_unstable();
        assert_eq!(shown_chars, stated, "no char is lost");
    }
}
